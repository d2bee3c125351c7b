package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody at a terminal sees of a run, from its first step to the prompt after it. */
final class ProgressTest {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      sources:
        pages: {files: data}
      stores:
        near: {directory: {path: sets, create: true}}
      steps:
        - exec: [sh, -c, 'read line < gate']
          id: wait-at-the-gate
        - tar: {source: pages, to: pages.tar.zst}
        - upload: near
      """;

  private static final char INTERRUPT = 3;
  private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path tree;

  private final Map<String, String> environment = new HashMap<>();
  private Path launcher = Path.of("");

  @BeforeEach
  void thereIsSomethingToBackUp() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("shop.backup.yaml"), PLAN);
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a");
    Tool.run(project, "mkfifo", "gate");
    launcher = Launcher.in(tree);
    environment.put("BACKSTAY_STATE_DIR", state.toString());
    environment.put("JAVA_HOME", tree.resolve("jdk").toString());
  }

  private Terminal terminal(int columns, String arguments) throws IOException {
    String run = "'%s' run shop %s; echo \"ended $?\"".formatted(launcher, arguments);
    return new Terminal(
        project,
        columns,
        environment,
        "trap : INT; stty -g > before; " + run + "; stty -g > after");
  }

  /** What lets the step end that waits for it. */
  private void open() throws IOException {
    Files.writeString(project.resolve("gate"), "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 200})
  void aBarShowsTheStepAndGivesWayToWhatCameOfIt(int columns) throws Exception {
    try (Terminal terminal = terminal(columns, "")) {
      terminal.until("\r   wait-at-the-gate");
      open();
      String sent = terminal.sent();

      assertThat(drawn(sent)).isNotEmpty().allMatch(line -> line.length() < columns);
      assertThat(terminal.screen())
          .anyMatch(line -> line.matches(" +wait-at-the-gate +✓.*"))
          .anyMatch(line -> line.matches(" +tar +✓.*"))
          .anyMatch(line -> line.matches(" +upload +✓.*"))
          .contains("ended 0")
          .noneMatch(line -> line.contains("MiB/s") || line.contains("│"));
    }
  }

  /** The bar each time it was drawn: what stands between two returns to the same line. */
  private static List<String> drawn(String sent) {
    return COLOR
        .matcher(sent)
        .replaceAll("")
        .lines()
        .flatMap(line -> Pattern.compile("\r").splitAsStream(line))
        .filter(line -> line.contains("│") || line.contains("|"))
        .toList();
  }

  @Test
  void colourIsThereAndNotWhenItIsUnwelcome() throws Exception {
    try (Terminal terminal = terminal(80, "")) {
      open();
      assertThat(terminal.sent()).containsPattern(COLOR).contains("ended 0");
    }
    environment.put("NO_COLOR", "1");
    try (Terminal terminal = terminal(80, "")) {
      open();
      assertThat(terminal.sent()).doesNotContainPattern(COLOR).contains("ended 0");
    }
  }

  @Test
  void whoWantsQuietHasIt() throws Exception {
    try (Terminal terminal = terminal(80, "--quiet")) {
      open();
      assertThat(drawn(terminal.sent())).isEmpty();
      assertThat(terminal.screen()).contains("ended 0").noneMatch(line -> line.contains("gate"));
    }
  }

  @Test
  void whatGoesToAFileIsLines() throws Exception {
    try (Terminal terminal = terminal(80, "2> said")) {
      open();
      assertThat(drawn(terminal.sent())).isEmpty();
      assertThat(project.resolve("said"))
          .content()
          .contains("   wait-at-the-gate ...\n")
          .doesNotContain("\r", "\u001b");
    }
  }

  @Test
  void anInterruptLeavesTheTerminalAsItWas() throws Exception {
    try (Terminal terminal = terminal(80, "")) {
      terminal.until("\r   wait-at-the-gate");
      terminal.press(INTERRUPT);

      assertThat(terminal.screen())
          .anyMatch(line -> line.contains("stopping"))
          .anyMatch(line -> line.matches(" +wait-at-the-gate +! stopped.*"))
          .contains("ended 130")
          .noneMatch(line -> line.contains("│"));
      assertThat(project.resolve("after")).hasSameTextualContentAs(project.resolve("before"));
      assertThat(project.resolve("after")).isNotEmptyFile();
    }
  }
}
