package io.backstay.connectors.steps;

import io.backstay.spi.Refusal;
import java.util.List;

/** What a program can be started with. */
public final class Programs {
  private Programs() {}

  /**
   * Refuses an empty list, a program without a name, and characters no argument can contain.
   *
   * @param parameter the one that says it
   */
  public static void refuseUnusable(String parameter, List<String> run) {
    if (run.isEmpty() || run.getFirst().isBlank()) {
      throw new Refusal(
          "E211",
          parameter,
          "`" + parameter + "` names no program",
          parameter + ": [program, argument]");
    }
    if (run.getFirst().startsWith("-")) {
      throw new Refusal(
          "E211", parameter, "`" + run.getFirst() + "` is not a program but an option", null);
    }
    if (!run.stream().allMatch(Programs::passes)) {
      throw new Refusal(
          "E211", parameter, "an argument contains a NUL, or half a character", "write it as text");
    }
  }

  /** Whether a text reaches a program as it is: what else there is has no bytes of its own. */
  public static boolean passes(String text) {
    return text.codePoints().allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
  }
}
