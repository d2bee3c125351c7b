package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing anybody does with backstay, done on a copy of what ships. */
final class QuickstartTest {
  @TempDir Path project;
  @TempDir Path state;

  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void copyWhatShips() throws IOException {
    Quickstart.copyTo(project);
    cli = new Cli(project, state);
  }

  @Test
  void whatWasLostComesBack() throws IOException, SQLException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> notes = tree(notes());
    long loans = loans();

    try (Connection db = open();
        Statement sql = db.createStatement()) {
      sql.executeUpdate("DELETE FROM loans WHERE id > 100");
    }
    delete(notes().resolve("2025"));
    Files.writeString(notes().resolve("handouts/house-rules.txt"), "no rules");

    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
    assertThat(loans()).isEqualTo(loans);
    assertThat(tree(notes())).isEqualTo(notes);
  }

  @Test
  void theNextCommandIsPrinted() {
    assertThat(cli.run("run", "quickstart").expect(0).out())
        .contains("backstay restore quickstart");
  }

  @Test
  void aStoredSetIsProvenReadable() {
    cli.run("run", "quickstart").expect(0);
    assertThat(cli.run("list", "quickstart").expect(0).out()).contains("readable");
  }

  @Test
  void aRestoreWithoutThePhraseIsRefused() throws IOException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> notes = tree(notes());
    cli.run("restore", "quickstart").expect(7);
    cli.run("restore", "quickstart", "--confirm", "yes").expect(7);
    assertThat(tree(notes())).isEqualTo(notes);
  }

  @Test
  void dryRunsWriteNothing() throws IOException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> before = tree(project);
    Map<String, String> journals = tree(state);
    cli.run("run", "quickstart", "--dry-run").expect(0);
    cli.run("restore", "quickstart", "--dry-run").expect(0);
    cli.run("prune", "quickstart", "--dry-run").expect(0);
    cli.run("preview", "quickstart").expect(0);
    assertThat(tree(project)).isEqualTo(before);
    assertThat(tree(state)).isEqualTo(journals);
  }

  private Path notes() {
    return project.resolve("plans/quickstart/data/notes");
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + project.resolve("plans/quickstart/data/catalogue.sqlite"));
  }

  private long loans() throws SQLException {
    try (Connection db = open();
        Statement sql = db.createStatement();
        ResultSet rows = sql.executeQuery("SELECT count(*) FROM loans")) {
      return rows.getLong(1);
    }
  }

  /** Every path below a directory with its content; links with where they point. */
  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        tree.put(root.relativize(path).toString(), content(path));
      }
    }
    return tree;
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path)
        ? "directory"
        : java.util.HexFormat.of().formatHex(Files.readAllBytes(path));
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
