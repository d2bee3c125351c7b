package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README says is true: its commands work, its plan is valid, its list of verbs is ours.
 */
final class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
  private static final Path README = Path.of("..", "README.md");

  @TempDir Path project;
  @TempDir Path state;

  @Test
  void itsCommandsWorkInTheirOrder() throws IOException {
    Quickstart.copyTo(project);
    Cli cli = new Cli(project, state);
    List<String> commands =
        blocks("sh").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("./backstay "))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(4);
    for (String command : commands) {
      cli.run(command.substring("./backstay ".length()).split(" ")).expect(0);
    }
  }

  @Test
  void itNamesTheCommandThatPassesAllTests() throws IOException {
    assertThat(blocks("sh")).contains("./mvnw verify\n");
  }

  @Test
  void itsPlanIsValid() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Path plan = project.resolve("readme.backup.yaml");
    Files.writeString(plan, blocks("yaml").getFirst());
    new Cli(project, state).run("validate", plan.toString()).expect(0);
  }

  @Test
  void itsListOfVerbsIsTheOneOfTheHelp() throws IOException {
    String help = new Cli(project, state).run("--help").expect(0).out();
    String verbs = help.substring(help.indexOf("Verbs:"), help.indexOf("Exit codes:"));
    String expected =
        verbs
            .lines()
            .skip(1)
            .filter(line -> !line.isBlank())
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(blocks("text")).as("run: ./backstay --help").contains(expected);
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(README));
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }
}
