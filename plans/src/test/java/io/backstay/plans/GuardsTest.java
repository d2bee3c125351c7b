package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What backstay does not do, although somebody has asked for it. */
final class GuardsTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: notes
      sources:
        notes: {files: NOTES}
      stores:
        local: {directory: {path: sets, create: true}}
      retention: {keep: 30d, max-count: 1, guard: {keep-min: 1, max-prune: 25%}}
      steps:
        - tar: {source: notes, to: notes.tar.gz}
        - upload: local
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: notes
      plan: ./notes.backup.yaml
      backup: {from: local, pick: latest}
      steps:
        - fetch
        - untar: {artifact: notes.tar.gz}
      """;

  @TempDir Path project;
  @TempDir Path state;

  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void aPlan() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(Files.createDirectory(project.resolve("notes")).resolve("a.txt"), "a");
    plans("notes", "");
    cli = new Cli(project, state);
  }

  private void plans(String notes, String verify) throws IOException {
    Path plans = Files.createDirectories(project.resolve("plans"));
    Files.writeString(plans.resolve("notes.backup.yaml"), BACKUP.replace("NOTES", notes) + verify);
    Files.writeString(plans.resolve("notes.restore.yaml"), RESTORE);
  }

  @Test
  void aSetIsNamedOnlyWhereThePlanAllowsIt() throws IOException {
    cli.run("run", "notes").expect(0);
    String id = cli.run("list", "notes").expect(0).out().lines().toList().get(1).split(" ")[0];
    Files.writeString(project.resolve("notes/a.txt"), "changed");

    for (String verb : new String[] {"restore", "preview"}) {
      String plan = verb.equals("preview") ? "plans/notes.restore.yaml" : "notes";
      assertThat(cli.run(verb, plan, id).expect(2).err())
          .contains("error[E411]", "notes.restore.yaml:5:", "allow-argument: true");
    }
    assertThat(project.resolve("notes/a.txt")).hasContent("changed");

    cli.run("restore", "notes").expect(0);
    assertThat(project.resolve("notes/a.txt")).hasContent("a");
  }

  @Test
  void aPruneThatTheGuardStopsIsRefused() {
    for (int i = 0; i < 4; i++) {
      cli.run("run", "notes").expect(0);
    }
    Cli.Result pruned = cli.run("prune", "notes").expect(7);

    assertThat(pruned.err())
        .contains("max-prune 25% allows 1", "--max-prune allows more", "refused", "explain R735");
    assertThat(sets()).hasSize(4);

    List<String> gone = sets();
    String said = cli.run("prune", "notes", "--max-prune", "100").expect(0).err();
    assertThat(sets()).hasSize(1);
    gone.removeAll(sets());
    assertThat(said.lines().filter(line -> line.contains("deletes from local: ")))
        .singleElement()
        .asString()
        .contains(gone);
  }

  private List<String> sets() {
    return cli.run("list", "notes")
        .expect(0)
        .out()
        .lines()
        .skip(1)
        .map(line -> line.split(" ")[0])
        .collect(Collectors.toCollection(ArrayList::new));
  }

  @Test
  void aRestoreReplacesNothingThatBackstayWorksWith() throws IOException {
    cli.run("run", "notes").expect(0);
    Path link = Files.createSymbolicLink(project.resolve("link"), state);
    for (String target : new String[] {"plans", "link", link + "/runs"}) {
      plans(target, "");

      assertThat(cli.run("restore", "notes", "--dry-run").expect(3).out())
          .as("the preview of a restore over " + target)
          .contains("source `notes` ");
      assertThat(cli.run("restore", "notes").expect(3).out()).contains("source `notes` ");
    }
    plans("sets/inside", "");
    assertThat(cli.run("restore", "notes").expect(2).err()).contains("lies inside store `local`");
    assertThat(project.resolve("plans/notes.backup.yaml")).exists();
  }

  @Test
  void aCheckOfDumpsProvesNothingAboutArchives() throws IOException {
    String verify = "  - verify: {in: local, checks: [%s]}\n";
    plans("notes", verify.formatted("dump-readable: all"));
    assertThat(cli.run("validate", "plans/notes.backup.yaml").expect(2).out())
        .contains("error[E214]", "notes.tar.gz");

    plans("notes", verify.formatted("checksum: all, dump-readable: all"));
    assertThat(cli.run("run", "notes").expect(4).err())
        .contains("the set has nothing that `dump-readable` looks into");

    plans("notes", verify.formatted("checksum: all, archive-readable: all"));
    cli.run("run", "notes").expect(0);
    assertThat(cli.run("list", "notes").expect(0).out()).contains("readable");
  }
}
