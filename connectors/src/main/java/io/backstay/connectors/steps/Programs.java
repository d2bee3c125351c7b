package io.backstay.connectors.steps;

import io.backstay.spi.Refusal;
import java.util.List;

/** What a program can be started with. */
public final class Programs {
  private Programs() {}

  /** Refuses an empty list, a program without a name, and bytes no argument can contain. */
  public static void refuseUnusable(List<String> run) {
    if (run.isEmpty() || run.getFirst().isBlank()) {
      throw new Refusal("E211", "run", "`run` names no program", "run: [program, argument]");
    }
    if (run.getFirst().startsWith("-")) {
      throw new Refusal(
          "E211", "run", "`" + run.getFirst() + "` is not a program but an option", null);
    }
    if (run.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      throw new Refusal("E211", "run", "an argument contains a NUL character", null);
    }
  }
}
