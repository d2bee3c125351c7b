package io.backstay.plans.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A small project with something to back up, and the command line, in this process. */
final class Project {
  static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: site
      sources:
        catalogue: {sqlite: data/catalogue.sqlite}
        notes: {files: data/notes}
      stores:
        local: {directory: {path: store, create: true}}
      set: {path: "${run.id}/"}
      retention: {keep: 30d, guard: {keep-min: 2}}
      steps:
        - dump: {source: catalogue, to: catalogue.sqlite.zst, record: {row-counts: all, schema: true}}
        - tar: {source: notes, to: notes.tar.zst}
        - checksum: sha256
        - upload: local
        - verify:
            in: local
            checks: [checksum: all, dump-readable: catalogue.sqlite.zst, archive-readable: notes.tar.zst]
        - prune
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: site
      plan: ./site.backup.yaml
      backup: {from: local, pick: latest, allow-argument: true}
      confirm: {phrase: bring it back}
      steps:
        - fetch: all
        - recreate-database: {source: catalogue, previous: {keep: 24h}}
        - load: {artifact: catalogue.sqlite.zst, into: catalogue}
        - untar: {artifact: notes.tar.zst, into: notes, previous: {keep: 24h}}
        - verify:
            - row-counts: {in: catalogue, expect: recorded}
            - files: {in: notes, expect: recorded}
      """;

  private final Path home;
  private final Path root;

  /**
   * Makes one.
   *
   * @param home a directory of its own; nothing may ever appear in it but the project
   */
  Project(Path home) throws IOException, SQLException {
    this.home = home;
    this.root = home.resolve("a/b/project");
    Files.createDirectories(notes());
    Files.createFile(root.resolve("backstay.yaml"));
    Files.writeString(notes().resolve("a.txt"), "a");
    sql("CREATE TABLE books(id INTEGER PRIMARY KEY)");
    plan(PLAN);
    Files.writeString(restorePlan(), RESTORE);
  }

  void plan(String text) throws IOException {
    Files.writeString(backupPlan(), text);
  }

  void sql(String... statements) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = db.createStatement()) {
      for (String one : statements) {
        statement.executeUpdate(one);
      }
    }
  }

  /**
   * How a command ended.
   *
   * @param exit its exit code
   * @param said standard output and standard error
   */
  record Answer(int exit, String said) {
    Answer expect(int code) {
      assertThat(exit).as(said).isEqualTo(code);
      return this;
    }
  }

  Answer backup(String... more) {
    return ask("run", backupPlan().toString(), more);
  }

  Answer restore(String... more) {
    return ask("restore", restorePlan().toString(), more);
  }

  /** Runs a verb as the command line does. */
  Answer ask(String verb, String plan, String... more) {
    List<String> words = new ArrayList<>(List.of(verb, plan));
    words.addAll(List.of(more));
    words.addAll(
        List.of("-q", "--debug", "--no-input", "--state-dir", home.resolve("state").toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream captured = new PrintStream(said, true, UTF_8)) {
      System.setOut(captured);
      System.setErr(captured);
      // The one entry that returns the exit code instead of ending the process with it.
      Method run = Class.forName("io.backstay.app.Main").getDeclaredMethod("run", String[].class);
      run.setAccessible(true);
      int exit = (int) run.invoke(null, (Object) words.toArray(String[]::new));
      return new Answer(exit, said.toString(UTF_8));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(verb, e);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Nothing was obeyed, and nothing lies where nothing was to be put. */
  void nothingWasObeyed(Object about) {
    for (Path place : List.of(Path.of(""), root, root.resolve("data"), store(), notes(), home)) {
      assertThat(place.resolve(HostileValues.CANARY)).as("%s", about).doesNotExist();
    }
    for (Path up = root; up.startsWith(home); up = up.resolveSibling("..").normalize()) {
      assertThat(up.resolve("escaped")).as("%s", about).doesNotExist();
    }
  }

  Path root() {
    return root;
  }

  Path notes() {
    return root.resolve("data/notes");
  }

  Path database() {
    return root.resolve("data/catalogue.sqlite");
  }

  Path store() {
    return root.resolve("store");
  }

  Path backupPlan() {
    return root.resolve("site.backup.yaml");
  }

  Path restorePlan() {
    return root.resolve("site.restore.yaml");
  }
}
