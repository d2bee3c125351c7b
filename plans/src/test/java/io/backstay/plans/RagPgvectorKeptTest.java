package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How long the sets of rag-pgvector are kept, and who can read them. */
@Tag("docker")
@Tag("crypto")
@Needs({"docker", "sshd", "crypto", "cc"})
final class RagPgvectorKeptTest {
  @RegisterExtension static final Features FEATURES = new Features("rag-pgvector");

  @TempDir static Path root;
  private static RagPgvector site;

  @BeforeAll
  static void start() throws IOException {
    site = new RagPgvector(root);
    site.plans();
    site.fill();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  /** The command line, with a directory of its own for what it makes. */
  private static Cli cli(Path sets) {
    return site.cli().with("BACKUP_DIR", sets.toString());
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsFoundFirst() throws IOException {
    Path sets = root.resolve("unanswered");

    assertThat(cli(sets).run("preview", "rag-pgvector").expect(0).out())
        .contains("✓ preflight.database answers the answer is 1");
    Cli.Result blocked = cli(sets).with("DB_NAME", "nobody").run("run", "rag-pgvector").expect(3);

    assertThat(blocked.out()).contains("database answers", "\"nobody\" does not exist");
    assertThat(DrillSite.tree(sets).keySet())
        .as("what was made before it was found")
        .allMatch(file -> file.startsWith(".backstay/staging/.locks/"));
    FEATURES.shown("connection");
  }

  @Test
  void aWeekIsKeptAndOfEachMonthTheFirst() throws IOException {
    AnotherDay today = new AnotherDay(root);
    Path sets = root.resolve("kept");
    Cli cli = cli(sets);
    for (Map.Entry<String, String> variable : today.environment().entrySet()) {
      cli.with(variable.getKey(), variable.getValue());
    }
    for (String day : List.of("2026-02-20", "2026-02-24", "2026-03-03")) {
      today.is(LocalDate.parse(day));
      cli.run("run", "rag-pgvector").expect(0);
    }
    assertThat(days(sets)).containsExactly("20260220", "20260224", "20260303");

    today.is(LocalDate.parse("2026-03-05"));
    cli.run("run", "rag-pgvector", "--var", "retention=14d").expect(0);
    assertThat(days(sets)).containsExactly("20260220", "20260224", "20260303", "20260305");

    today.is(LocalDate.parse("2026-03-06"));
    cli.run("run", "rag-pgvector").expect(0);
    assertThat(days(sets)).containsExactly("20260220", "20260303", "20260305", "20260306");
    FEATURES.shown("retention");

    today.is(LocalDate.parse("2026-08-25"));
    cli.run("prune", "rag-pgvector", "--max-prune", "100").expect(0);
    assertThat(days(sets))
        .as("half a year of firsts, and the newest one")
        .containsExactly("20260303", "20260306");
    FEATURES.shown("monthly");
  }

  @Test
  void gpgOpensWhatIsEncryptedForAKey() throws IOException {
    Path sets = root.resolve("sealed");
    Path home = Files.createDirectory(root.resolve("home"));
    gpg(home, "gpg -q --passphrase '' --quick-gen-key 'B <b@example.org>' future-default");
    Cli cli = cli(sets).with("HOME", home.toString());
    try {
      cli.run("run", "rag-pgvector", "--var", "gpg-recipient=b@example.org").expect(0);

      assertThat(names(sets, "")).noneMatch(name -> name.endsWith(".sql.gz"));
      String name = names(sets, ".sql.gz.gpg").getFirst();
      assertThat(gpg(home, "gpg -q --decrypt '" + sets.resolve(name) + "' | gunzip"))
          .contains("COPY public.documents (id, title, embedding)", "400\tdocument 400\t[")
          .contains("PostgreSQL database dump complete");

      String documents = site.documents();
      site.sql("DROP TABLE documents");
      cli.run("restore", "rag-pgvector", name.substring(10, 25), "--confirm", "vector_db")
          .expect(0);
      assertThat(site.documents()).isEqualTo(documents);
    } finally {
      gpg(home, "gpgconf --kill all");
    }
    FEATURES.shown("gpg");
  }

  private static String gpg(Path home, String line) {
    return Tool.run(
        root, "env", "HOME=" + home, "sh", "-ec", line.replace("gpg -q", "gpg --batch -q"));
  }

  /** The days there are dumps of. */
  private static List<String> days(Path sets) throws IOException {
    return names(sets, ".sql.gz").stream().map(name -> name.substring(10, 18)).sorted().toList();
  }

  private static List<String> names(Path sets, String ending) throws IOException {
    try (Stream<Path> files = Files.list(sets)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .toList();
    }
  }
}
