package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the page for people with scripts gets where it says. */
@Tag("cron")
@Needs("cron")
final class FromScriptsTest {
  private static final Pattern BLOCK =
      Pattern.compile("```(yaml|sh)\\n(?:# (\\S+)\\n)?(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("\\./backstay (.*?)(?: # exits with (\\d))?");

  @TempDir Path root;

  @Test
  void itsCommandsWorkInTheirOrder() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    Path project = site.project();
    Files.move(project.resolve("plans/quickstart/data"), project.resolve("data"));
    Tool.run(project, "sh", "-c", "rm -r plans/* drills/*");
    // As the launcher says it.
    String launcher = "-Dbackstay.command=" + project.resolve("backstay");
    Cli cli = site.cli().with("JAVA_TOOL_OPTIONS", launcher);
    int commands = 0;

    Matcher block = BLOCK.matcher(Files.readString(Path.of("from-scripts.md")));
    while (block.find()) {
      if (block.group(1).equals("yaml")) {
        Files.writeString(project.resolve(block.group(2)), block.group(3));
        continue;
      }
      for (String line : block.group(3).lines().toList()) {
        Matcher command = COMMAND.matcher(line);
        assertThat(command.matches()).as(line).isTrue();
        int exit = command.group(2) == null ? 0 : Integer.parseInt(command.group(2));
        cli.run(command.group(1).split(" ")).expect(exit);
        commands++;
      }
    }

    assertThat(commands).isGreaterThanOrEqualTo(12);
    assertThat(cli.run("list", "notes").expect(0).out()).contains("full", "index");
    assertThat(project.resolve("reports/drills")).isNotEmptyDirectory();
  }
}
