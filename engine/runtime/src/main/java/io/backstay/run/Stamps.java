package io.backstay.run;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Ids and stamps of runs. A stamp is the time to the second as a clock on the wall shows it, so
 * that people recognise what is called by it. Two runs in one second, or in the hour that a zone
 * has twice, would have the same: the second one's has the end of its id as well.
 */
public final class Stamps {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);

  /** Longer than any clock is ever set back. */
  private static final Duration REMEMBERED = Duration.ofDays(3);

  private final Path taken;

  /**
   * Stamps of the runs of a host.
   *
   * @param state directory where those that were given out are remembered for a while
   */
  public Stamps(Path state) {
    this.taken = state.resolve("stamps");
  }

  /** What a clock shows. */
  public static String of(Instant now, ZoneId zone) {
    return STAMP.format(now.atZone(zone));
  }

  /**
   * An id no other run of this host has.
   *
   * @throws Failure when the state directory cannot be used
   */
  public String id(RunIds ids) {
    try {
      Private.directory(taken);
      String id = ids.next();
      while (!claimed(id)) {
        id = ids.next();
      }
      return id;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * A stamp no other run of this host has.
   *
   * @param id of the run
   * @throws Failure when the state directory cannot be used
   */
  public String take(String id, Instant now, ZoneId zone) {
    String stamp = of(now, zone);
    try {
      Private.directory(taken);
      sweep(of(now.minus(REMEMBERED), zone));
      return claimed(stamp) ? stamp : stamp + id.substring(id.lastIndexOf('-'));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Failure unusable(IOException e) {
    return Failure.of("R121", "the state directory cannot be written: " + e)
        .help("give this user the right to write there, or set --state-dir")
        .because(e);
  }

  private boolean claimed(String stamp) throws IOException {
    try {
      Files.createFile(taken.resolve(stamp));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void sweep(String before) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(taken)) {
      old = files.filter(file -> file.getFileName().toString().compareTo(before) < 0).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }
}
