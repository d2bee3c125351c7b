package io.backstay.app;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs several commands in one process, so that Java can learn from all of them what backstay needs
 * to start quickly. The launcher uses it when it builds.
 */
final class Training {
  private static final String COMMAND = ",";

  private Training() {}

  /** Commands, a comma before each. */
  public static void main(String[] args) {
    List<String> command = new ArrayList<>();
    for (String word : args) {
      if (word.equals(COMMAND)) {
        run(command);
        command.clear();
      } else {
        command.add(word);
      }
    }
    run(command);
    System.exit(ExitCode.OK.code());
  }

  private static void run(List<String> command) {
    if (!command.isEmpty()) {
      Main.run(command.toArray(String[]::new));
    }
  }
}
