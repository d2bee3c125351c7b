package io.backstay.connectors.steps;

import io.backstay.spi.FileName;
import io.backstay.spi.Refusal;

/** Which names an artifact can have: they become file names that other tools have to cope with. */
final class ArtifactNames {
  private ArtifactNames() {}

  /**
   * Refuses a name that is a path, hidden, taken for an option, or longer than file systems like.
   */
  static void refuseUnusable(String parameter, String name) {
    if (!FileName.usable(name)) {
      throw new Refusal(
          "E211",
          parameter,
          "`" + name + "` cannot be the name of a file in a set",
          parameter + ": a short name without `/` that does not begin with `.` or `-`");
    }
  }
}
