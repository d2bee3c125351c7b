package io.backstay.plans.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small installation that is backed up: a tree of files and a SQLite database, a directory store,
 * a state directory. What it consists of lies below one directory, so that it can be put back to
 * how it was before each fault.
 */
final class Site {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: site
      sources:
        catalogue: {sqlite: data/catalogue.sqlite}
        notes: {files: data/notes}
      stores:
        local: {directory: {path: STORE, create: true}}
      set: {path: "${run.id}/"}
      retention: {keep: 30d, max-count: 2, guard: {keep-min: 2, max-prune: 50%}}
      schedule: [{cron: '0 3 1 1 *'}]
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
      backup: {from: local, pick: latest-verified, allow-argument: true}
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

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: site
      plan: ./site.backup.yaml
      restore: ./site.restore.yaml
      backup: {from: local, pick: latest}
      scratch: {catalogue: {sqlite: {}}, notes: {directory: {}}}
      bind: {catalogue: scratch.catalogue, notes: scratch.notes}
      verify:
        - row-counts: {in: scratch.catalogue, expect: recorded}
      report: {to: reports/}
      """;

  private final Path kept;
  private final Path project;
  private final Path store;
  private final Path state;

  /** Below a directory that is this site's alone. */
  Site(Path home) throws IOException {
    this(
        home, home.resolve("live/project"), home.resolve("live/store"), home.resolve("live/state"));
  }

  /** The same, with each part where it is wanted. */
  Site(Path home, Path project, Path store, Path state) throws IOException {
    this.kept = home.resolve("kept");
    this.project = project;
    this.store = store;
    this.state = state;
    for (Path path :
        List.of(notes().resolve("2026/déjà vu"), notes().resolve("empty"), store, state)) {
      Files.createDirectories(path);
    }
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(backupPlan(), BACKUP.replace("STORE", store.toString()));
    Files.writeString(restorePlan(), RESTORE);
    Files.writeString(drillPlan(), DRILL);
  }

  /** Fills the sources; what is in them depends on the version only. */
  void fill(int version) {
    Random random = new Random(version);
    try {
      for (String name : List.of("2026/a.md", "2026/déjà vu/b.md", "c.bin")) {
        byte[] bytes = new byte[name.endsWith("bin") ? 150_000 : 3_000];
        random.nextBytes(bytes);
        Files.write(notes().resolve(name), bytes);
      }
      Files.writeString(notes().resolve("only in " + version), "x".repeat(version));
      Files.deleteIfExists(notes().resolve("only in " + (version - 1)));
      Files.deleteIfExists(notes().resolve("current"));
      Files.createSymbolicLink(notes().resolve("current"), Path.of("only in " + version));
      rows(version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rows(int version) {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement sql = db.createStatement()) {
      sql.executeUpdate("DROP TABLE IF EXISTS books");
      sql.executeUpdate("CREATE TABLE books(id INTEGER PRIMARY KEY, title TEXT, version INT)");
      sql.executeUpdate(
          """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
          INSERT INTO books SELECT i, hex(i * %d), %d FROM n
          """
              .formatted(200 + version, 7919 * version, version));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the restore one of the files alone, which unpacks them as soon as they are here. */
  void restoreFilesOnly() throws IOException {
    String plan = Files.readString(restorePlan());
    String head = plan.substring(0, plan.indexOf("  - fetch"));
    Files.writeString(
        restorePlan(),
        head + "  - fetch: [notes.tar.zst]\n  - untar: {artifact: notes.tar.zst, into: notes}\n");
  }

  /** Keeps how everything is now. */
  void keep() {
    Tool.run("rm", "-rf", kept.toString());
    places().forEach((name, place) -> copy(place, kept.resolve(name)));
  }

  /** Puts everything back to how it was kept. */
  void reset() {
    places().forEach((name, place) -> copy(kept.resolve(name), place));
  }

  private Map<String, Path> places() {
    return Map.of("project", project, "store", store, "state", state);
  }

  private static void copy(Path from, Path to) {
    Tool.run(
        "sh",
        "-c",
        "rm -rf \"$2\" && mkdir -p \"$2\" && cp -a \"$1/.\" \"$2\"",
        "sh",
        from.toString(),
        to.toString());
  }

  List<String> backup() {
    return List.of("run", backupPlan().toString(), "-q", "--state-dir", state().toString());
  }

  List<String> restore() {
    return List.of(
        "restore",
        restorePlan().toString(),
        "-q",
        "--confirm",
        "bring it back",
        "--state-dir",
        state().toString());
  }

  List<String> drill() {
    return List.of("drill", drillPlan().toString(), "--state-dir", state().toString());
  }

  /** A restore of a set that is named. */
  List<String> restore(String set) {
    List<String> command = new ArrayList<>(restore());
    command.add(2, set);
    return command;
  }

  /** Undoes what runs have left undone. */
  List<String> undo() {
    return List.of("resume", "--undo-only", "-q", "--state-dir", state.toString());
  }

  /** Finishes the restore that is unfinished. */
  List<String> finish() {
    return List.of(
        "resume", "site", "-q", "--confirm", "bring it back", "--state-dir", state.toString());
  }

  /** Whether a run has begun since everything was kept. */
  boolean begun() {
    String newest = newestRun();
    Path journal = Path.of("runs", newest + ".jsonl");
    return Files.notExists(kept.resolve("state").resolve(journal))
        && Tool.run("head", "-n1", state.resolve(journal).toString()).endsWith("\n");
  }

  /** The id of the set that was made last. */
  String newestSet() {
    return ids(store.resolve(".backstay"), ".json").getLast();
  }

  /** The id of the set that was made first. */
  String oldestSet() {
    return ids(store.resolve(".backstay"), ".json").getFirst();
  }

  /** The id of the run that began last; ids tell only those of different seconds apart. */
  String newestRun() {
    Path runs = state.resolve("runs");
    return ids(runs, ".jsonl").stream()
        .max(
            Comparator.<String, String>comparing(id -> id.split("-", 2)[0])
                .thenComparing(id -> runs.resolve(id + ".jsonl").toFile().lastModified()))
        .orElseThrow();
  }

  /** Ids are in the order of time. */
  private static List<String> ids(Path directory, String ending) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the sources hold now. */
  Content content() {
    return Content.of(notes(), database());
  }

  /** The same, read from a copy: whoever has it open is not in the way, nor disturbed. */
  Content copied(Path to) {
    copy(data(), to);
    return Content.of(
        to.resolve(data().relativize(notes())), to.resolve(data().relativize(database())));
  }

  /** Where the plans are, and the data. */
  Path project() {
    return project;
  }

  Path data() {
    return project.resolve("data");
  }

  Path notes() {
    return data().resolve("notes");
  }

  Path database() {
    return data().resolve("catalogue.sqlite");
  }

  Path store() {
    return store;
  }

  Path state() {
    return state;
  }

  Path reports() {
    return project.resolve("reports");
  }

  Path backupPlan() {
    return project.resolve("site.backup.yaml");
  }

  Path drillPlan() {
    return project.resolve("site.drill.yaml");
  }

  Path restorePlan() {
    return project.resolve("site.restore.yaml");
  }
}
