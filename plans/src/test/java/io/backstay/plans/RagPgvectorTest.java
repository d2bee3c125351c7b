package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The rag-pgvector plans as they ship, with the values of a deployment that is there. */
@Tag("docker")
@Needs({"docker", "sshd", "rsync"})
final class RagPgvectorTest {
  @RegisterExtension static final Features FEATURES = new Features("rag-pgvector");

  @TempDir Path root;

  @Test
  void vectorsComeBackFromHereAndFromElsewhere() throws IOException {
    try (RagPgvector site = new RagPgvector(root)) {
      site.plans();
      site.fill();
      String documents = site.documents();
      String nearest = site.nearest();
      Cli cli = site.cli();

      rehearsesItselfWithoutAnySecret(site);
      cli.run("run", "rag-pgvector", "--var", "offsite=true").expect(0);

      String dump = dumps(site.local()).getFirst();
      assertThat(site.bucket()).contains("backups/" + dump);
      assertThat(dump).matches("vector_db_\\d{8}_\\d{6}\\.sql\\.gz");
      assertThat(dumps(site.remote())).containsExactly(dump);
      assertThat(Files.readAllLines(site.metrics()))
          .contains("rag_backup_success 1", "rag_backup_total_count 1")
          .contains("rag_backup_verification_success 1", "rag_backup_last_failure_timestamp 0");

      FEATURES.shown("dump", "name", "variables", "verify", "away", "metrics");

      isRestoredBesideTheRealOne(site);
      String stamp = dump.replaceAll("vector_db_|\\.sql\\.gz", "");
      isLookedAfter(cli, stamp);
      site.sql("DROP TABLE documents");
      cli.run("restore", "rag-pgvector", stamp).expect(7);
      cli.run("restore", "rag-pgvector", stamp, "--confirm", "vector_db").expect(0);
      assertThat(site.documents()).isEqualTo(documents);
      assertThat(site.nearest()).isEqualTo(nearest);
      assertThat(site.sql("SELECT relacl FROM pg_class WHERE relname = 'documents'"))
          .contains("rag=a");
      FEATURES.shown("restore", "confirm", "grants", "counts");

      site.sql("DROP EXTENSION vector CASCADE");
      Files.delete(site.local().resolve(dump));
      Path plan = site.project().resolve("plans/rag-pgvector.restore.yaml");
      Files.writeString(
          plan, Files.readString(plan).replace("from: [local, s3, remote]", "from: remote"));
      cli.run("restore", "rag-pgvector", stamp, "--confirm", "vector_db").expect(0);
      assertThat(site.documents()).isEqualTo(documents);
      assertThat(site.nearest()).isEqualTo(nearest);
      FEATURES.shown("extension", "from-away");
    }
  }

  private static void isLookedAfter(Cli cli, String stamp) {
    assertThat(cli.run("list", "rag-pgvector").expect(0).out()).contains("local", "s3", "remote");
    cli.run("verify", "rag-pgvector", stamp).expect(0);
    cli.run("verify", "rag-pgvector", "--all").expect(0);
    assertThat(cli.run("show", stamp).expect(0).out()).contains("sha256", ".sql.gz");
    FEATURES.shown("list", "verify-stored", "metadata");
    assertThat(cli.run("metrics", "rules", "rag-pgvector").expect(0).out())
        .contains("BackupFailed", "BackupStale", "BackupStorageLow", "172800");
    FEATURES.shown("alerts");
    assertThat(cli.run("list", "rag-pgvector", "--runs").expect(0).out())
        .containsPattern("Backup +ok")
        .containsPattern("Verify +ok");
    FEATURES.shown("logs");
  }

  /** Nothing real is there that it could use, and nothing of it is left. */
  private void rehearsesItselfWithoutAnySecret(RagPgvector site) throws IOException {
    String out = site.stranger().run("drill", "rag-self-test").expect(0).out();

    assertThat(out).contains("PASSED", "prepare ", "backup ", "damage ", "select ");
    assertThat(out).contains("runbook 4 of 4", "2 made, 2 removed");
    JsonNode report = report(site);
    assertThat(report.at("/assertions").findValuesAsText("name")).contains("vector search works");
    assertThat(report.at("/objectives/1/basis").asText()).contains("made its own set");
    assertThat(site.scratch()).isEmptyDirectory();
    assertThat(site.local()).doesNotExist();
    assertThat(site.metrics()).doesNotExist();
    FEATURES.shown("self-test", "search");
  }

  private void isRestoredBesideTheRealOne(RagPgvector site) throws IOException {
    String databases = site.sql("SELECT datname FROM pg_database ORDER BY 1");

    String out = site.cli().run("drill", "rag-test-restore").expect(0).out();

    assertThat(out).contains("PASSED", "1 made, 1 removed");
    assertThat(report(site).at("/subject/isolation/0").asText()).contains("vector_db_test_");
    assertThat(site.sql("SELECT datname FROM pg_database ORDER BY 1")).isEqualTo(databases);
    FEATURES.shown("test-restore");
  }

  private JsonNode report(RagPgvector site) throws IOException {
    DrillSite drills = new DrillSite(site.project(), root, site.scratch());
    return drills.report();
  }

  private static List<String> dumps(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql.gz"))
          .toList();
    }
  }
}
