package io.backstay.run.stream;

import io.backstay.run.stream.Slot.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a file that is altered from now on will look altered to whoever looks again. */
final class Steadiness {
  /**
   * Those that keep numbers and times themselves, on a disk of this host. Others take them from
   * elsewhere, make them up, or do not notice each write to a file that is mapped into memory.
   */
  private static final Set<String> SYSTEMS =
      Set.of(
          "bcachefs",
          "btrfs",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "jfs",
          "overlay",
          "reiserfs",
          "xfs",
          "zfs");

  /** No clock of a file system is as coarse; a change that comes after it gets another time. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final Clock clock;
  private final Map<Long, Boolean> systems = new ConcurrentHashMap<>();

  Steadiness(Clock clock) {
    this.clock = clock;
  }

  /**
   * Asked before a file is read. One that was altered just now may be altered again within the same
   * tick, and one that was altered in the future again at the same time; a file of several names is
   * archived whole anyway.
   */
  boolean of(Reading slot) {
    Stat stat = slot.stat();
    Instant latest = clock.instant().minus(MARGIN);
    return stat.links() == 1
        && !stat.altered().isAfter(latest)
        && !stat.mtime().isAfter(latest)
        && systems.computeIfAbsent(stat.system(), system -> reliable(slot));
  }

  private static boolean reliable(Reading slot) {
    Path file = slot.directory().path(slot.file());
    try {
      return SYSTEMS.contains(Files.getFileStore(file).type());
    } catch (IOException e) {
      return false;
    }
  }
}
