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
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** What was proven once is not believed any longer than it is true. */
  @ParameterizedTest
  @ValueSource(strings = {"catalogue.sqlite.zst", "notes.tar.zst"})
  void aCopyThatWasDamagedIsNeverPickedAgain(String artifact) throws IOException {
    cli.run("run", "quickstart").expect(0);
    flip(artifact);

    cli.run("verify", "quickstart").expect(4);

    assertThat(cli.run("list", "quickstart").expect(0).out())
        .contains("broken")
        .doesNotContain("readable");
    assertThat(cli.run("status").expect(4).out()).contains("no set that could be restored");
    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(3);
  }

  @Test
  void aRestoreThatMetADamagedCopyIsFollowedByOneThatTakesAnother() throws IOException {
    cli.run("run", "quickstart").expect(0);
    cli.run("run", "quickstart").expect(0);
    flip("catalogue.sqlite.zst");
    Map<String, String> notes = tree(notes());

    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(1);
    assertThat(tree(notes())).isEqualTo(notes);
    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
  }

  /** A bit of the newest copy is another one from now on; ids do not order those of a second. */
  private void flip(String artifact) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve("plans/quickstart/backups"))) {
      Path stored =
          files
              .filter(it -> it.endsWith(artifact))
              .max(Comparator.comparingLong(it -> it.toFile().lastModified()))
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(stored);
      bytes[bytes.length / 2] ^= 1;
      Files.write(stored, bytes);
    }
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
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
