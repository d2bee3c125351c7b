package io.backstay.run;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is needed on each file system: things on the same one are added up. */
final class Needs {
  private final Map<FileStore, List<Need>> needs = new LinkedHashMap<>();

  private record Need(Path place, long bytes) {}

  /**
   * Adds something.
   *
   * @param place where it goes; what does not exist yet will lie where its parent does
   * @param bytes how much
   */
  void add(Path place, long bytes) {
    try {
      FileStore store = Files.getFileStore(existing(place));
      needs.computeIfAbsent(store, any -> new ArrayList<>()).add(new Need(place, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path existing(Path place) {
    Path there = place.toAbsolutePath().normalize();
    while (there.getParent() != null && Files.notExists(there)) {
      there = there.getParent();
    }
    return there;
  }

  /**
   * Compares what is needed with what is free.
   *
   * @throws Failure when it is too little somewhere
   */
  void demand() {
    needs.forEach(Needs::demand);
  }

  private static void demand(FileStore store, List<Need> here) {
    long needed = here.stream().mapToLong(Need::bytes).sum();
    long free = free(store);
    if (free < needed) {
      List<String> places =
          here.stream().filter(need -> need.bytes() > 0).map(Needs::says).distinct().toList();
      throw Failure.of(
              "R125",
              "no space in %s: need about %s, have %s"
                  .formatted(String.join(", ", places), size(needed), size(free)))
          .help("free space there, or stage elsewhere with --stage-dir");
    }
  }

  private static String says(Need need) {
    return "`" + need.place() + "`";
  }

  private static long free(FileStore store) {
    try {
      return store.getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String size(long bytes) {
    return bytes < 10 << 20
        ? String.format(Locale.ROOT, "%d KiB", bytes >> 10)
        : String.format(Locale.ROOT, "%d MiB", bytes >> 20);
  }
}
