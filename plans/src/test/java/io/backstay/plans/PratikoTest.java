package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pratiko plans as they ship, with the values of a deployment that is there. */
@Tag("docker")
@Needs("docker")
final class PratikoTest {
  private static final String ITEMS = "SELECT id, title FROM knowledge_items ORDER BY id";
  private static final String USERS = "SELECT id, name FROM users ORDER BY id";

  @RegisterExtension static final Features FEATURES = new Features("pratiko");

  @TempDir Path root;

  @Test
  void whatWasLostComesBackAndIsMigrated() throws IOException {
    try (Pratiko site = new Pratiko(root)) {
      site.plans();
      site.fill();
      String items = site.sql(ITEMS);
      String users = site.sql(USERS);
      Cli cli = site.cli();

      cli.run("run", "pratiko").expect(0);

      Path backups = site.project().resolve("backups");
      Path latest = backups.resolve("pratiko_backup_latest.sql.gz");
      assertThat(latest).isSymbolicLink();
      assertThat(Files.readSymbolicLink(latest).toString())
          .matches("pratiko_backup_\\d{8}_\\d{6}\\.sql\\.gz");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(latest)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backups)))
          .isEqualTo("rwx------");
      assertThat(site.told()).singleElement().asString().contains("pratiko").contains("ok");

      FEATURES.shown("dump", "latest", "permissions", "verify", "slack");

      String drilled = cli.run("drill", "pratiko-monthly").expect(0).out();
      assertThat(drilled).contains("PASSED", "1 made, 1 removed", "`app` is not bound to scratch");
      assertThat(site.sql(ITEMS)).isEqualTo(items);
      assertThat(site.running(site.app)).isTrue();
      FEATURES.shown("offsite", "monthly");
      whatTheScriptsDidCommandsDo(site);

      site.sql("DROP TABLE knowledge_chunks, knowledge_items; DELETE FROM users");
      site.stop(site.redis);
      site.stop(site.db);
      cli.run("restore", "pratiko", "--confirm", "pratiko").expect(0);
      FEATURES.shown("pick");

      assertThat(site.sql(ITEMS)).isEqualTo(items);
      assertThat(site.sql(USERS)).isEqualTo(users);
      assertThat(site.sql("SELECT bool_and(migrated) FROM users").strip()).isEqualTo("t");
      assertThat(site.running(site.app)).isTrue();
      assertThat(site.running(site.redis)).isTrue();
      FEATURES.shown("stop", "replace", "migrate", "start", "tables");
    }
  }

  private static void whatTheScriptsDidCommandsDo(Pratiko site) throws IOException {
    Cli cli = site.cli();
    assertThat(cli.run("status", "pratiko").out())
        .contains("count (warning): ")
        .doesNotContain("size");
    FEATURES.shown("count");
    site.sql("INSERT INTO users (name) SELECT md5(i::text) FROM generate_series(1, 300) i");
    cli.run("run", "pratiko", "--type", "pre-migration").expect(0);
    assertThat(cli.run("list", "pratiko").expect(0).out()).contains("pre-migration");
    FEATURES.shown("migration");
    cli.run("run", "pratiko").expect(0);
    assertThat(cli.run("status", "pratiko").out())
        .containsPattern("size \\(warning\\): the size of `set` is .*, expected: within 50%");
    FEATURES.shown("size");
    site.sql("DELETE FROM users WHERE id > 40");
    cli.run("run", "pratiko").expect(0);
    String first = dumps(site, "backups").getFirst().replaceAll("\\D*(\\d+_\\d+).*", "$1");
    assertThat(cli.run("restore", "pratiko", first, "-n").expect(0).out()).contains(first);

    assertThat(prune(cli)).contains("- " + first);
    assertThat(prune(cli, "--var", "retention=30d")).doesNotContain("- " + first);
    FEATURES.shown("retention");
    assertThat(prune(cli, "--var", "retention=30d", "--older-than", "10d")).contains("- " + first);
    FEATURES.shown("cleanup");
    whatDoesNotPassIsNotKept(site, cli);
  }

  /** What a prune would do in twenty days. */
  private static String prune(Cli cli, String... more) {
    String later = Instant.now().plus(Duration.ofDays(20)).toString();
    List<String> prune = List.of("prune", "pratiko", "-n", "--max-prune", "100", "--at", later);
    String[] words = Stream.concat(prune.stream(), Stream.of(more)).toArray(String[]::new);
    return cli.run(words).expect(0).out();
  }

  private static void whatDoesNotPassIsNotKept(Pratiko site, Cli cli) throws IOException {
    Path plan = site.project().resolve("plans/pratiko.backup.yaml");
    String text = Files.readString(plan);
    Files.writeString(plan, text.replace("- not-empty: all", "- size: {of: set, min: 1GB}"));
    String[] run = {"run", "pratiko", "--var", "backup-dir=elsewhere"};
    assertThat(cli.run(run).expect(4).out()).contains("UNPROVEN");
    assertThat(dumps(site, "elsewhere")).isEmpty();
    FEATURES.shown("discard");
    Files.writeString(plan, text);
    cli.run(run).expect(0);
    assertThat(dumps(site, "elsewhere")).hasSize(1);
    FEATURES.shown("elsewhere");
  }

  private static List<String> dumps(Pratiko site, String directory) throws IOException {
    Path backups = site.project().resolve(directory);
    if (Files.notExists(backups)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(backups)) {
      return files
          .filter(file -> !Files.isSymbolicLink(file))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql.gz"))
          .sorted()
          .toList();
    }
  }
}
