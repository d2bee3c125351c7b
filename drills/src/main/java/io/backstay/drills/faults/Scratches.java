package io.backstay.drills.faults;

import io.backstay.spi.Refusal;

/** How faults name scratch resources. */
final class Scratches {
  private static final String PREFIX = "scratch.";

  private Scratches() {}

  /** The name in the drill. */
  static String named(String written) {
    if (!written.startsWith(PREFIX)) {
      throw new Refusal(
          "E235", "scratch", "only what is scratch can be harmed", "write  scratch.<name>");
    }
    return written.substring(PREFIX.length());
  }
}
