package io.backstay.connectors.crypto;

import io.backstay.spi.Program;
import java.util.List;

/**
 * What gpg has said: lines for programs, and words for people.
 *
 * @param lines all of it
 */
record GpgStatus(List<String> lines) {
  private static final String FOR_PROGRAMS = "[GNUPG:] ";
  private static final int SHOWN = 2;

  static GpgStatus of(Program.Exit exit) {
    return new GpgStatus(exit.stderr().lines().toList());
  }

  /** Whether it has said this word to programs. */
  boolean says(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(FOR_PROGRAMS))
        .map(line -> line.substring(FOR_PROGRAMS.length()).split(" ", 2)[0])
        .anyMatch(word::equals);
  }

  /** The last of what it has said to people. */
  String words() {
    List<String> said =
        lines.stream().filter(line -> !line.startsWith(FOR_PROGRAMS) && !line.isBlank()).toList();
    return String.join("; ", said.subList(Math.max(0, said.size() - SHOWN), said.size()));
  }
}
