package io.backstay.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of a file as it was before it was changed, kept beside the file.
 *
 * @param until how long it is kept
 * @param line byte for byte; null when there was none
 */
record PreviousLine(Instant until, @Nullable String line) {
  private static final String BEFORE = ".backstay-before-";

  /** Where that of a variable is kept. */
  static Path beside(Path file, String key, String run) {
    return file.resolveSibling(prefix(file) + run + "." + key);
  }

  private static String prefix(Path file) {
    return "." + file.getFileName() + BEFORE;
  }

  /** Keeps it, for the owner of the file only. */
  void write(Path beside, Path file) throws IOException {
    String content = until + "\n" + (line == null ? "" : line + "\n");
    ForeignFile.create(beside, file, content.getBytes(ISO_8859_1));
  }

  static PreviousLine read(Path beside) throws IOException {
    String content = Files.readString(beside, ISO_8859_1);
    int end = content.indexOf('\n');
    String rest = content.substring(end + 1);
    return new PreviousLine(
        Instant.parse(content.substring(0, end)),
        rest.isEmpty() ? null : rest.substring(0, rest.length() - 1));
  }

  /** Deletes those of a file that were kept for long enough, but for one. */
  static void sweep(Path file, Path but, Instant now) throws IOException {
    try (Stream<Path> all = Files.list(file.resolveSibling(".").normalize())) {
      for (Path one : (Iterable<Path>) all::iterator) {
        boolean kept = one.getFileName().toString().startsWith(prefix(file));
        if (kept && !one.equals(but) && until(one).filter(now::isBefore).isEmpty()) {
          Files.deleteIfExists(one);
        }
      }
    }
  }

  private static Optional<Instant> until(Path one) throws IOException {
    try {
      return Optional.of(read(one).until());
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      return Optional.of(Instant.MAX);
    }
  }
}
