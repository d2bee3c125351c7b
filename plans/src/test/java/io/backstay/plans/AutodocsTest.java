package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plans.faults.Answer;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The autodocs plans as they ship, with the values of a deployment that is there. */
@Tag("docker")
@Needs("docker")
final class AutodocsTest {
  @RegisterExtension static final Features FEATURES = new Features("autodocs");

  @TempDir static Path root;
  private static Autodocs site;

  @BeforeAll
  static void start() throws IOException {
    site = new Autodocs(root);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static Answer ask(String... words) {
    return site.cli().run(List.of(words));
  }

  private static Answer restore(String environment, String into, String... more) {
    List<String> words =
        new ArrayList<>(List.of("restore", "autodocs", "--env", environment, "--confirm", into));
    words.addAll(List.of("--var", "into=" + into));
    words.addAll(List.of(more));
    return site.cli().run(words);
  }

  @Test
  void devIsKeptInADirectoryAndComesBackInThreeWays() throws IOException {
    Map<String, String> then = site.rows("autodocs_dev");

    ask("run", "autodocs", "--env", "dev").expect(0);

    Path dump = only(site.local(), "autodocs_[\\d_]+(-\\w+)?\\.sql\\.gz");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(site.audit())).anyMatch(line -> line.contains("autodocs@dev"));
    assertThat(site.sql("postgres", "SELECT datname FROM pg_database"))
        .as("what it was rehearsed in")
        .doesNotContain("autodocs_validate");
    FEATURES.shown("plain", "permissions", "audit", "role", "validate");
    restore("dev", "autodocs_restored").expect(0);
    migrated("autodocs_restored", then);
    FEATURES.shown("new", "migrate");
    site.sql("autodocs_dev", "DROP TABLE webhooks; UPDATE users SET name = 'nobody'");
    restore("dev", "autodocs_dev").expect(0);
    migrated("autodocs_dev", then);

    site.sql("autodocs_dev", "DELETE FROM webhooks; UPDATE users SET name = 'nobody'");
    site.sql("autodocs_dev", "UPDATE documents SET content = 'written since'");
    String since = site.rows("autodocs_dev", "documents");
    restore("dev", "autodocs_dev", "--var", "tables=users,webhooks").expect(0);
    assertThat(site.rows("autodocs_dev"))
        .containsEntry("users", then.get("users"))
        .containsEntry("webhooks", then.get("webhooks"))
        .containsEntry("documents", since);

    FEATURES.shown("overwrite", "partial");
    whatIsDamagedIsNotRestored(dump);
    FEATURES.shown("refused");
  }

  /** All rows, and the one that the migration after it adds. */
  private static void migrated(String database, Map<String, String> then) {
    assertThat(
            site.sql(database, "DELETE FROM schema_migrations WHERE version = 'later' RETURNING 1"))
        .isEqualTo("1");
    assertThat(site.rows(database)).isEqualTo(then);
  }

  private static void whatIsDamagedIsNotRestored(Path dump) throws IOException {
    Map<String, String> live = site.rows("autodocs_dev");
    byte[] bytes = Files.readAllBytes(dump);
    bytes[bytes.length / 2] ^= 1;
    Files.write(dump, bytes);

    assertThat(restore("dev", "autodocs_dev").exit()).isNotZero();

    assertThat(site.rows("autodocs_dev")).isEqualTo(live);
  }

  @Test
  void everyTypeIsSealedSoThatStockProgramsOpenIt() throws IOException {
    Map<String, String> then = site.rows("autodocs_staging");
    for (String type : List.of("full", "globals", "schema", "data", "tables")) {
      ask("run", "autodocs", "--env", "staging", "--type", type).expect(0);
    }
    Map<String, String> objects = opened("example-bucket", "staging/");
    assertThat(objects.keySet())
        .allMatch(name -> name.matches("staging/\\d{4}/\\d\\d/\\d\\d/[\\w-]+\\.sql(\\.gz)?\\.enc"));

    String whole = content(objects, "/autodocs_");
    assertThat(whole).contains("CREATE TABLE public.users", "COPY public.chat_messages");
    String globals = content(objects, "/full_backup_");
    assertThat(globals).contains("CREATE ROLE autodocs_backup", "\\connect autodocs_staging");
    String tables = content(objects, "/tables_");
    assertThat(tables)
        .contains("COPY public.users", "COPY public.repositories")
        .doesNotContain("chat_messages");

    String schema = content(objects, "/schema_");
    assertThat(schema).contains("CREATE TABLE public.webhooks").doesNotContain("COPY ");
    String data = content(objects, "/data_");
    assertThat(data).contains("COPY public.webhooks").doesNotContain("CREATE TABLE");
    site.sql("postgres", "CREATE DATABASE by_hand");
    byHand(schema, data);
    assertThat(site.rows("by_hand")).isEqualTo(then);

    site.sql("autodocs_staging", "DROP TABLE documents, chat_messages");
    restore("staging", "autodocs_staging").expect(0);
    migrated("autodocs_staging", then);
    FEATURES.shown("bucket", "openssl", "globals", "schema", "data", "some-tables");
  }

  /** Without anything of backstay, and foreign keys only when all rows are there. */
  private static void byHand(String schema, String data) throws IOException {
    Path script = root.resolve("by-hand.sql");
    Files.writeString(script, schema + "SET session_replication_role = replica;\n" + data);
    Tool.run(
        root,
        "psql",
        "-XAtq",
        "-v",
        "ON_ERROR_STOP=1",
        "-d",
        site.url("by_hand"),
        "-f",
        script.toString());
  }

  @Test
  void prodIsInTwoRegionsAndWithTwoProviders() throws IOException {
    Map<String, String> then = site.rows("autodocs_prod");
    assertThat(ask("preview", "autodocs", "--env", "prod").expect(0).out())
        .contains(
            "rests on WAL at most 5 m behind in `wal`, which backstay does not archive itself");
    assertThat(ask("run", "autodocs", "--env", "prod", "--type", "incremental").expect(3).out())
        .contains("there is nothing to build on");

    ask("run", "autodocs", "--env", "prod").expect(0);

    List<String> here = site.buckets().names("example-bucket", "production/");
    assertThat(here)
        .anyMatch(
            name ->
                name.matches(
                    "production/\\d{4}/\\d\\d/\\d\\d/autodocs_[\\d_]+(-\\w+)?\\.sql\\.gz\\.enc"))
        .anyMatch(name -> name.endsWith("_base.tar.gz.enc"));
    assertThat(site.buckets().names("example-bucket-dr", "production/"))
        .anyMatch(name -> name.endsWith(".sql.gz.enc"));

    FEATURES.shown("region");
    segmentsAreClosedAndArchivedOrTheRunFails();
    FEATURES.shown("wal-watched");
    assertThat(ask("list", "autodocs", "--env", "prod").expect(0).out()).contains("gcs");
    theOtherProviderMayBeDown();
    FEATURES.shown("provider");

    site.sql("autodocs_prod", "DROP TABLE analysis_jobs");
    lose(here.stream().filter(name -> name.endsWith(".sql.gz.enc")));
    assertThat(restore("prod", "autodocs_prod").expect(1).out()).contains("has lost");
    lose(site.buckets().names("example-bucket", "production/").stream());
    restore("prod", "autodocs_prod").expect(0);
    migrated("autodocs_prod", then);
    FEATURES.shown("from-dr");
  }

  private static void lose(Stream<String> names) {
    names.forEach(name -> site.buckets().remove("example-bucket", name));
  }

  /** The sets of a run that went well elsewhere stay there. */
  private static void theOtherProviderMayBeDown() {
    site.google().close();
    Answer warned = ask("run", "autodocs", "--env", "prod", "--type", "tables").expect(0);
    assertThat(warned.out() + warned.err()).contains("WARNED", "second-provider");
    assertThat(site.buckets().names("example-bucket-dr", "production/"))
        .anyMatch(name -> name.contains("/tables_"));
  }

  private static void segmentsAreClosedAndArchivedOrTheRunFails() {
    List<String> before = site.archived();
    String[] incremental = {"run", "autodocs", "--env", "prod", "--type", "incremental"};
    assertThat(ask(incremental).expect(0).out()).contains("next:  backstay status autodocs");
    assertThat(site.archived()).hasSizeGreaterThan(before.size());
    assertThat(status())
        .contains("rpo (warning): rests on WAL", "backstay does not archive itself")
        .doesNotContain("the archive of WAL");
    site.archiveTimeout("10min");
    assertThat(status())
        .contains("the archive of WAL is up to 10 m behind, at most 5 m is allowed");

    site.archiveIsFull(true);
    try {
      assertThat(ask(incremental).expect(1).out())
          .contains("is not archived after 5 s; the archiver has failed with it");
    } finally {
      site.archiveIsFull(false);
    }
  }

  private static String status() {
    Answer status = ask("status", "autodocs", "--env", "prod");
    return status.out() + status.err();
  }

  @Test
  void aMomentInThePastIsRefusedBeforeAnythingIsDone() throws IOException {
    String[] moment = {"--env", "prod", "--var", "target-time=2026-02-12T14:30:00Z"};
    String file = "plans/autodocs-pitr.restore.yaml";
    Answer valid = ask("validate", file).expect(0);
    assertThat(valid.out() + valid.err())
        .contains("W126", "`postgres-instance`", "neither is this");
    assertThat(words("preview", moment, "autodocs-pitr", "--offline").expect(0).out())
        .contains("NOT IN THIS VERSION, a run is refused", "`with-wal` is not in this version")
        .doesNotContain("run it:");
    List<String> state = below(site.state());

    Answer refused = words("restore", moment, "autodocs-pitr", "--confirm", "autodocs-pitr");

    assertThat(refused.expect(2).err()).containsOnlyOnce("error[E126]").contains(file + ":");
    assertThat(below(site.state())).isEqualTo(state);
  }

  private static Answer words(String verb, String[] with, String... more) {
    return site.cli()
        .run(
            Stream.of(Stream.of(verb), Stream.of(more), Stream.of(with))
                .flatMap(it -> it)
                .toList());
  }

  private static List<String> below(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private static Path only(Path directory, String name) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  /** What stock programs make of the sealed dumps below a prefix, by name. */
  private static Map<String, String> opened(String bucket, String prefix) throws IOException {
    Map<String, String> opened = new TreeMap<>();
    Path file = root.resolve("sealed");
    for (String name : site.buckets().names(bucket, prefix)) {
      if (name.endsWith(".enc") && name.contains(".sql")) {
        Files.write(file, site.buckets().content(bucket, name));
        String plain =
            "openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -pass env:KEY -in sealed"
                + (name.contains(".gz") ? " | gunzip" : "");
        opened.put(name, Tool.run(root, "env", "KEY=" + Autodocs.PASSPHRASE, "sh", "-ec", plain));
      }
    }
    return opened;
  }

  private static String content(Map<String, String> objects, String part) {
    return objects.entrySet().stream()
        .filter(object -> object.getKey().contains(part))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
