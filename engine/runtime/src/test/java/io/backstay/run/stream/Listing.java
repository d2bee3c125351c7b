package io.backstay.run.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Everything a restored tree has to have in common with the original, told by {@code find}. */
final class Listing {
  private static final String SCRIPT =
      "find . -printf '%p|%y|%m|%U|%G|%T@|%l|' \\( -type d -printf 'd' -o -printf '%s|%n' \\)"
          + " -printf '\\0' | LC_ALL=C sort -z; "
          + "find . -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum -z; "
          // Names of the same file, each group by its first name.
          + "find . ! -type d -links +1 -printf '%i %p\\0' | LC_ALL=C sort -z"
          + " | awk 'BEGIN{RS=ORS=\"\\0\"} {i=$1; sub(/^[0-9]+ /,\"\"); if(!(i in f)) f[i]=$0; print \"same \" f[i] \" \" $0}'"
          + " | LC_ALL=C sort -z";

  /** By an open directory, Java 21 sets times to the microsecond and no finer. */
  private static final boolean FINE = fine();

  private static final Pattern NANOSECONDS = Pattern.compile("(\\.[0-9]{6})[0-9]+\\|");

  private Listing() {}

  private static boolean fine() {
    FileTime time = FileTime.from(Instant.ofEpochSecond(1, 123_456_789));
    try {
      Path directory = Files.createTempDirectory("time");
      Path file = Files.createFile(directory.resolve("file"));
      try (DirectoryStream<Path> open = Files.newDirectoryStream(directory)) {
        ((SecureDirectoryStream<Path>) open)
            .getFileAttributeView(file.getFileName(), BasicFileAttributeView.class)
            .setTimes(time, null, null);
      }
      boolean same = Files.getLastModifiedTime(file).equals(time);
      Files.delete(file);
      Files.delete(directory);
      return same;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line per entry; bytes of names stand as Latin-1, so that nothing is lost. */
  static List<String> of(Path tree) {
    byte[] lines = Tool.bytes(tree, "bash", "-c", SCRIPT);
    String told = new String(lines, StandardCharsets.ISO_8859_1);
    String comparable = FINE ? told : NANOSECONDS.matcher(told).replaceAll("$1|");
    return Arrays.asList(comparable.split("\0"));
  }
}
