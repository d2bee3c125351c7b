package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What backstay writes for people to go on from is valid, and brings back what can be. */
final class InitTest {
  @TempDir Path root;

  @Test
  void theInverseOfTheQuickstartBringsItBack() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    Cli cli = site.cli();
    Path restore = site.project().resolve("plans/quickstart.restore.yaml");
    cli.run("run", "quickstart").expect(0);
    String written = Files.readString(restore);
    assertThat(cli.run("init", "restore", "quickstart").expect(7).err())
        .contains("is there already");
    assertThat(restore).hasContent(written);
    Files.delete(restore);
    String shown = cli.run("init", "restore", "quickstart", "-n").expect(0).out();
    assertThat(restore).doesNotExist();

    cli.run("init", "restore", "quickstart").expect(0);

    assertThat(restore).hasContent(shown);
    Path notes = site.project().resolve("plans/quickstart/data/notes");
    var before = DrillSite.tree(notes);
    Tool.run(root, "rm", "-r", notes.toString());
    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
    assertThat(DrillSite.tree(notes)).isEqualTo(before);
    cli.run("drill", "quickstart").expect(0);
  }

  @Test
  void theInversesOfWhatShipsAreValid() throws IOException {
    Path plans = Files.createDirectory(root.resolve("plans"));
    Files.createFile(root.resolve("backstay.yaml"));
    Tool.run(Path.of("").toAbsolutePath(), "sh", "-c", "cp -r *.backup.yaml lib " + plans);
    Cli cli = new Cli(root, root.resolve("state"));
    try (Stream<Path> files = Files.list(plans)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".backup.yaml")).toList()) {
        cli.run("init", "restore", file.toString()).expect(0);
      }
    }
    cli.run("validate").expect(0);
    assertThat(plans.resolve("ai-across.restore.yaml"))
        .content()
        .contains(
            "load: {artifact: 'postgres.dump', into: db}", "untar: {artifact: 'chroma.tar.gz'");
    assertThat(plans.resolve("wp-chat.restore.yaml"))
        .content()
        .contains("untar: {artifact: 'backup_*.tar.gz', previous: {keep: 24h}}", "type: full");
  }
}
