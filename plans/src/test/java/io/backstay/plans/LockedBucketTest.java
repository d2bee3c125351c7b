package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.connectors.stores.s3.RadosGateway;
import io.backstay.connectors.stores.s3.S3Server;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Sets in a bucket that lets nobody delete anything for a day: backed up, pruned, drilled. */
@Tag("docker")
@Needs("docker")
final class LockedBucketTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: notes
      secrets: {access: {env: ACCESS}, secret: {env: SECRET}}
      sources:
        notes: {files: notes}
      stores:
        vault:
          s3:
            bucket: vault
            endpoint: ENDPOINT
            access-key: ${secrets.access}
            secret-key: ${secrets.secret}
      retention: {max-count: 1, guard: {keep-min: 1, max-prune: 100%}}
      steps:
        - tar: {source: notes, to: notes.tar}
        - checksum: sha256
        - upload: vault
        - verify: {in: vault, checks: [checksum: all]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: notes
      plan: ./notes.backup.yaml
      backup: {from: vault, pick: latest}
      steps:
        - fetch: all
        - untar: {artifact: notes.tar, into: notes, previous: {keep: 24h}}
      """;

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: notes
      plan: ./notes.backup.yaml
      restore: ./notes.restore.yaml
      backup: {from: vault, pick: latest}
      scratch:
        notes: {directory: {}}
      bind: {notes: scratch.notes}
      verify:
        - files: {in: scratch.notes, expect: recorded}
      report: {to: reports/drills/}
      """;

  @TempDir static Path root;
  private static RadosGateway ceph;

  @BeforeAll
  static void start() {
    ceph = new RadosGateway();
    ceph.locked("vault", ObjectLockRetentionMode.COMPLIANCE);
  }

  @AfterAll
  static void stop() {
    ceph.close();
  }

  @Test
  void whatIsPrunedIsHiddenAndKeptAndEvidenceSaysUntilWhen() throws IOException {
    DrillSite site = DrillSite.below(root);
    for (Path each : List.of(site.project().resolve("notes"), site.state(), site.scratch())) {
      Files.createDirectories(each);
    }
    write(site, "backstay.yaml", "");
    write(site, "notes/a.txt", "a note");
    write(site, "notes.backup.yaml", BACKUP.replace("ENDPOINT", ceph.endpoint().toString()));
    write(site, "notes.restore.yaml", RESTORE);
    write(site, "notes.drill.yaml", DRILL);
    Cli cli = site.cli().with("ACCESS", S3Server.ACCESS).with("SECRET", S3Server.SECRET);
    assertThat(cli.run("preview", "notes", "--probe-write").expect(0).out())
        .contains("hidden; the bucket keeps it until its retention ends");
    Instant before = Instant.now();
    cli.run("run", "notes").expect(0);
    cli.run("run", "notes").expect(0);
    List<String> archives = archives();

    Cli.Result pruned = cli.run("prune", "notes", "-v").expect(0);

    assertThat(pruned.out() + pruned.err()).contains("keeps versions: what was deleted is hidden");
    assertThat(cli.run("list", "notes", "-o", "json").expect(0).out()).containsOnlyOnce("\"id\"");
    assertThat(archives()).hasSize(2).isEqualTo(archives);
    cli.run("drill", "notes").expect(0);
    JsonNode report = site.report();
    assertThat(Instant.parse(report.at("/set/lockedUntil").asText()))
        .isBetween(
            before.plus(Duration.ofDays(1)).minusSeconds(5),
            Instant.now().plus(Duration.ofDays(1)));
  }

  private static void write(DrillSite site, String file, String text) throws IOException {
    Files.writeString(site.project().resolve(file), text);
  }

  /** Every archive that was ever put there, hidden or not. */
  private static List<String> archives() {
    return ceph.versions("vault").stream()
        .map(ObjectVersion::key)
        .filter(key -> key.endsWith("notes.tar"))
        .toList();
  }
}
