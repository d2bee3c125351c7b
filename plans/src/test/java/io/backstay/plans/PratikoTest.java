package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pratiko plans as they ship, with the values of a deployment that is there. */
@Tag("docker")
@Needs("docker")
final class PratikoTest {
  private static final String ITEMS = "SELECT id, title FROM knowledge_items ORDER BY id";
  private static final String USERS = "SELECT id, name FROM users ORDER BY id";

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
      assertThat(site.told()).singleElement().asString().contains("pratiko").contains("ok");

      String drilled = cli.run("drill", "pratiko-monthly").expect(0).out();
      assertThat(drilled).contains("PASSED", "1 made, 1 removed", "`app` is not bound to scratch");
      assertThat(site.sql(ITEMS)).isEqualTo(items);
      assertThat(site.running(site.app)).isTrue();

      site.sql("DROP TABLE knowledge_chunks, knowledge_items; DELETE FROM users");
      site.stop(site.redis);
      site.stop(site.db);
      cli.run("restore", "pratiko", "--confirm", "pratiko").expect(0);

      assertThat(site.sql(ITEMS)).isEqualTo(items);
      assertThat(site.sql(USERS)).isEqualTo(users);
      assertThat(site.sql("SELECT bool_and(migrated) FROM users").strip()).isEqualTo("t");
      assertThat(site.running(site.app)).isTrue();
      assertThat(site.running(site.redis)).isTrue();
    }
  }
}
