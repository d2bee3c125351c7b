package io.backstay.plans.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An archive that is unpacked straight from where it is stored, and is not what was stored. */
final class DamagedWhereItLiesTest {
  @TempDir Path home;

  /** Behind a file's content is what no reader of archives looks at; it is damaged all the same. */
  @ParameterizedTest
  @CsvSource({"notes.tar.zst, 1000", "notes.tar, 1000", "notes.tar, behind a file"})
  void replacesNothingAndIsNotTakenAgain(String name, String where) throws IOException {
    Site site = new Site(home.resolve("site"));
    site.fill(1);
    rename(site.backupPlan(), name);
    site.restoreFilesOnly();
    rename(site.restorePlan(), name);
    try (WarmCli cli = new WarmCli(home, Map.of())) {
      cli.run(site.backup()).expect(0);
      cli.run(site.backup()).expect(0);
      String damaged = site.newestSet();
      flip(site.store().resolve(damaged).resolve(name), where, site);
      Files.writeString(site.notes().resolve("written since"), "and not to be lost");
      Content live = site.content();

      assertThat(cli.run(site.restore(damaged)).expect(1).out())
          .contains("`" + name + "` in store `local` is ");

      assertThat(site.content()).isEqualTo(live);
      assertThat(list(cli, site))
          .filteredOn(line -> line.contains(damaged))
          .singleElement()
          .asString()
          .contains("broken");
      cli.run(site.restore()).expect(0);
      assertThat(site.notes().resolve("written since")).doesNotExist();
    }
  }

  private static void rename(Path plan, String archive) throws IOException {
    Files.writeString(plan, Files.readString(plan).replace("notes.tar.zst", archive));
  }

  private static List<String> list(WarmCli cli, Site site) {
    return cli.run(
            List.of("list", site.backupPlan().toString(), "--state-dir", site.state().toString()))
        .out()
        .lines()
        .toList();
  }

  private static void flip(Path archive, String where, Site site) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    byte[] file = Files.readAllBytes(site.notes().resolve("c.bin"));
    int at =
        where.equals("behind a file")
            ? new String(bytes, ISO_8859_1).indexOf(new String(file, ISO_8859_1)) + file.length
            : Integer.parseInt(where);
    bytes[at] ^= 1;
    Files.write(archive, bytes);
  }
}
