package io.backstay.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> WORDS =
      List.of("dump", "tar", "backup-dir", "backup-dirs", "uploads", "db", "x", "checksum");

  @ParameterizedTest
  @CsvSource({
    "dmup, dump",
    "dumpp, dump",
    "dum, dump",
    "bump, dump",
    "Dump, dump",
    "backup_dir, backup-dir",
    "backupDir, backup-dir",
    "BACKUP-DIRS, backup-dirs",
    "backup-drs, backup-dirs",
    "upload, uploads",
    "uplaod, uploads",
    "chekcsun, checksum",
    "dbb, db"
  })
  void near(String written, String meant) {
    assertThat(Nearest.to(written, WORDS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"dxxp", "bd-", "y", "restore", "tra-x", "checks"})
  void notNear(String written) {
    assertThat(Nearest.to(written, List.of("dump", "tar", "x", "checksum-all"))).isEmpty();
  }

  @Test
  void theSameWordInAnotherStyleWinsOverANearerSpelling() {
    assertThat(Nearest.to("a_bcd", List.of("a.bcd", "a-bcd", "abcd"))).contains("a-bcd");
    assertThat(Nearest.to("backup_dir", List.of("backup_dip", "backupDir"))).contains("backupDir");
  }

  @Test
  void amongEqualsTheFirstInTheAlphabetWhateverTheOrder() {
    assertThat(Nearest.to("cats", List.of("bats", "rats", "hats"))).contains("bats");
    assertThat(Nearest.to("cats", List.of("hats", "rats", "bats"))).contains("bats");
  }

  @Test
  void nothingAmongNothingOrForTextsThatAreNoWord() {
    assertThat(Nearest.to("dump", List.of())).isEmpty();
    assertThat(Nearest.to("d".repeat(1000), List.of("d".repeat(1001)))).isEmpty();
  }
}
