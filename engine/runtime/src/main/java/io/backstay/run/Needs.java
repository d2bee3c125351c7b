package io.backstay.run;

import io.backstay.spi.Failure;
import io.backstay.spi.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is needed on each file system: things on the same one are added up. */
public final class Needs {
  private final Map<Object, List<Need>> needs = new LinkedHashMap<>();

  private record Need(Ground ground, Path there, long bytes) {}

  /**
   * Adds something.
   *
   * @param ground where it goes; what does not exist yet will lie where its parent does
   * @param bytes how much
   */
  public void add(Ground ground, long bytes) {
    Path there = existing(ground.path());
    try {
      // Not by its mount point: the view of another process has some that are unknown here.
      Object device = Files.getAttribute(there, "unix:dev");
      needs.computeIfAbsent(device, any -> new ArrayList<>()).add(new Need(ground, there, bytes));
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
    for (String shortage : shortages()) {
      throw Failure.of("R125", shortage)
          .help("free space there, or stage elsewhere with --stage-dir");
    }
  }

  /** Where it is too little: which file system, and what is missing. */
  public List<String> shortages() {
    return needs.values().stream().flatMap(here -> shortage(here).stream()).toList();
  }

  private static Optional<String> shortage(List<Need> here) {
    long needed = here.stream().mapToLong(Need::bytes).sum();
    Path there = here.getFirst().there();
    long free = there.toFile().getUsableSpace();
    // Where everything is nothing, the file system does not tell.
    if (free >= needed || there.toFile().getTotalSpace() == 0) {
      return Optional.empty();
    }
    List<String> places =
        here.stream()
            .filter(need -> need.bytes() > 0)
            .map(need -> "`" + need.ground().says() + "`")
            .distinct()
            .toList();
    return Optional.of(
        "no space in %s: need about %s, have %s"
            .formatted(String.join(", ", places), size(needed), size(free)));
  }

  private static String size(long bytes) {
    return bytes < 10 << 20
        ? String.format(Locale.ROOT, "%d KiB", bytes >> 10)
        : String.format(Locale.ROOT, "%d MiB", bytes >> 20);
  }
}
