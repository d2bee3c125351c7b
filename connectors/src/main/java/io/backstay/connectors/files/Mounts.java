package io.backstay.connectors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where file systems are mounted, as this process sees them. Device numbers alone do not tell: a
 * bind mount has those of what it shows.
 *
 * @param points in the order they were mounted
 */
record Mounts(List<Path> points) {

  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  static Mounts of() throws IOException {
    if (!Files.exists(TABLE)) {
      return new Mounts(List.of());
    }
    return new Mounts(Files.readAllLines(TABLE).stream().map(Mounts::point).toList());
  }

  boolean isMountPoint(Path path) {
    return points.contains(path);
  }

  List<Path> below(Path path) {
    return points.stream().filter(p -> p.startsWith(path) && !p.equals(path)).toList();
  }

  private static Path point(String line) {
    return Path.of(OCTAL.matcher(line.split(" ")[4]).replaceAll(Mounts::character));
  }

  private static String character(java.util.regex.MatchResult octal) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octal.group(1), 8)));
  }
}
