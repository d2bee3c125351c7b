package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored file whose content is read to its end is not read again for its digest. */
@Tag("strace")
@Needs("strace")
final class CheckedOnceTest {
  private static final List<String> ARTIFACTS = List.of("catalogue.sqlite.zst", "notes.tar.zst");

  @TempDir Path home;

  @Test
  void digestsCostNoReadingOfTheirOwn() throws IOException, InterruptedException {
    Site site = new Site(home.resolve("site"));
    site.fill(1);
    List<String> withDigests = opened(site);
    String plan = Files.readString(site.backupPlan());
    Files.writeString(site.backupPlan(), plan.replace("checksum: all, ", ""));

    assertThat(withDigests).hasSizeGreaterThan(2).hasSameSizeAs(opened(site));
  }

  /** How a run opens the files of the set it has just stored. */
  private List<String> opened(Site site) throws IOException, InterruptedException {
    Strace.Seen seen = new Strace(home).run(site.backup());
    assertThat(seen.answer().exit()).as("%s", seen).isZero();
    Path set = site.store().resolve(site.newestSet());
    return seen.opened().stream()
        .filter(
            call -> ARTIFACTS.stream().anyMatch(name -> call.contains(set.resolve(name) + "\"")))
        .toList();
  }
}
