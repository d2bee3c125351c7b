package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored file whose content is read to its end is not read once more for its digest. */
@Tag("strace")
@Needs("strace")
final class CheckedOnceTest {
  @TempDir Path home;
  private Site site;

  @BeforeEach
  void fill() throws IOException {
    site = new Site(home.resolve("site"));
    site.fill(1);
  }

  /** How a command opens archives and dumps to read them. */
  private List<String> opened(List<String> command) throws IOException, InterruptedException {
    Strace.Seen seen = new Strace(home).run(command);
    assertThat(seen.answer().exit()).as("%s", seen).isZero();
    return seen.opened().stream()
        .filter(call -> call.contains("e.zst\"") || call.contains("r.zst\""))
        .toList();
  }

  @Test
  void digestsCostNoReadingOfTheirOwn() throws IOException, InterruptedException {
    List<String> withDigests = opened(site.backup());
    String plan = Files.readString(site.backupPlan());
    Files.writeString(site.backupPlan(), plan.replace("checksum: all, ", ""));

    assertThat(withDigests).hasSizeGreaterThan(2).hasSameSizeAs(opened(site.backup()));
  }

  @Test
  void whatIsUnpackedNextIsProvenThere() throws IOException, InterruptedException {
    opened(site.backup());
    site.restoreFilesOnly();

    assertThat(opened(site.restore())).hasSize(1);
  }
}
