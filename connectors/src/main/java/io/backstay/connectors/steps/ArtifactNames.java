package io.backstay.connectors.steps;

import io.backstay.spi.Refusal;

/** Which names an artifact can have: they become file names that other tools have to cope with. */
final class ArtifactNames {
  private static final int LONGEST = 200;

  private ArtifactNames() {}

  /**
   * Refuses a name that is a path, hidden, taken for an option, or longer than file systems like.
   */
  static void refuseUnusable(String parameter, String name) {
    boolean usable =
        !name.isEmpty()
            && name.length() <= LONGEST
            && !name.startsWith(".")
            && !name.startsWith("-")
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (!usable) {
      throw new Refusal(
          "E211",
          parameter,
          "`" + name + "` cannot be the name of a file in a set",
          parameter + ": a name without `/` that does not begin with `.` or `-`");
    }
  }
}
