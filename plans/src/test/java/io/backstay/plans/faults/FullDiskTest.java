package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real file systems that are full, out of inodes, or cannot be written to. */
@Tag("cc")
@Tag("loop")
@Tag("root")
@Needs({"cc", "loop", "root"})
final class FullDiskTest {
  private static final Ledger LEDGER = new Ledger("A disk that is full", Case.values().length);

  private static final int ANY = -1;
  private static final Map<Place, Stand> STANDS = new EnumMap<>(Place.class);

  @TempDir static Path home;

  /** A site of which one part is on a disk of its own. */
  private record Stand(Disk disk, Trial trial) {}

  /** What is on the disk that is filled. */
  enum Place {
    STORE("store"),
    STATE("state directory"),
    PROJECT("file system of the sources");

    final String words;

    Place(String words) {
      this.words = words;
    }
  }

  /** How much is left on which disk. */
  enum Case {
    FULL_01(Verb.BACKUP, Place.STORE, "has no byte left", 0, ANY),
    FULL_02(Verb.BACKUP, Place.STORE, "has 40 KiB left", 40, ANY),
    FULL_03(Verb.BACKUP, Place.STORE, "has 176 KiB left", 176, ANY),
    FULL_04(Verb.BACKUP, Place.STORE, "has 3 inodes left", ANY, 3),
    FULL_05(Verb.BACKUP, Place.STORE, "has 9 inodes left", ANY, 9),
    FULL_06(Verb.BACKUP, Place.STORE, "is read-only", ANY, ANY),
    FULL_07(Verb.BACKUP, Place.STATE, "has no byte left", 0, ANY),
    FULL_08(Verb.BACKUP, Place.STATE, "has 3 inodes left", ANY, 3),
    FULL_09(Verb.BACKUP, Place.STATE, "is read-only", ANY, ANY),
    FULL_11(Verb.RESTORE, Place.STORE, "has no byte left", 0, ANY),
    FULL_12(Verb.RESTORE, Place.STATE, "has no byte left", 0, ANY),
    FULL_13(Verb.RESTORE, Place.PROJECT, "has no byte left", 0, ANY),
    FULL_14(Verb.RESTORE, Place.PROJECT, "has 100 KiB left", 100, ANY),
    FULL_15(Verb.RESTORE, Place.PROJECT, "has 3 inodes left", ANY, 3),
    FULL_16(Verb.RESTORE, Place.PROJECT, "is read-only", ANY, ANY);

    final Verb verb;
    final Place place;
    final String injected;
    private final int kilobytes;
    private final int files;

    Case(Verb verb, Place place, String injected, int kilobytes, int files) {
      this.verb = verb;
      this.place = place;
      this.injected = injected;
      this.kilobytes = kilobytes;
      this.files = files;
    }

    void spoil(Disk disk) {
      if (kilobytes != ANY) {
        disk.leaveKilobytes(kilobytes);
      } else if (files != ANY) {
        disk.leaveFiles(files);
      } else {
        disk.readOnly();
      }
    }
  }

  @AfterAll
  static void end() throws IOException {
    for (Stand stand : STANDS.values()) {
      stand.trial.close();
      stand.disk.close();
    }
    LEDGER.compare();
  }

  @ParameterizedTest
  @EnumSource
  void noRoom(Case tried) {
    Stand stand = STANDS.computeIfAbsent(tried.place, FullDiskTest::stand);
    Fault none = Fault.none(Call.CHANGES, home);
    Trial.Ended ended = stand.trial.run(tried.verb, none, () -> tried.spoil(stand.disk));
    stand.disk.free();
    assertThat(ended.answer().green()).as("%s", ended).isFalse();
    assertThat(ended.answer().out() + ended.answer().err())
        .as("says what is the matter")
        .containsPattern("[Nn]o space|room|free|[Rr]ead-only|not writable|cannot be written");
    stand.trial.judge(tried.verb, ended);
    LEDGER.add(
        tried.name().replace('_', '-'),
        "During %s the %s %s.".formatted(tried.verb.words(), tried.place.words, tried.injected),
        "in every build",
        "The run does not succeed and says what is missing.");
  }

  private static Stand stand(Place place) {
    try {
      Path own = Files.createDirectory(home.resolve(place.name()));
      Disk disk = new Disk(own, 160);
      Path mount = disk.mount();
      Site site =
          new Site(
              own,
              (place == Place.PROJECT ? mount : own).resolve("project"),
              (place == Place.STORE ? mount : own).resolve("store"),
              (place == Place.STATE ? mount : own).resolve("state"));
      return new Stand(disk, new Trial(own, site));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
