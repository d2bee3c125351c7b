package io.backstay.run.stream;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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

  private Listing() {}

  /** A line per entry; bytes of names stand as Latin-1, so that nothing is lost. */
  static List<String> of(Path tree) {
    byte[] lines = Tool.bytes(tree, "bash", "-c", SCRIPT);
    return Arrays.asList(new String(lines, StandardCharsets.ISO_8859_1).split("\0"));
  }
}
