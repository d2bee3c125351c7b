package io.backstay.run.stream;

import java.util.Arrays;
import java.util.List;

/**
 * How a program ended.
 *
 * @param code exit code; 128 + the signal's number when a signal ended it
 * @param stderr the last 64 KiB of its standard error
 */
public record Exit(int code, String stderr) {
  private static final int SIGNALLED = 128;
  private static final int LINES = 5;

  /** Whether it exited with 0. */
  public boolean ok() {
    return code == 0;
  }

  /** What is worth saying about it in one line. */
  public String shown(String program) {
    String how =
        code > SIGNALLED
            ? "`%s` exited with %d (signal %d)".formatted(program, code, code - SIGNALLED)
            : "`%s` exited with %d".formatted(program, code);
    String last = lastWords();
    return last.isEmpty() ? how : how + ": " + last;
  }

  private String lastWords() {
    List<String> lines = Arrays.stream(stderr.split("\\R")).filter(l -> !l.isBlank()).toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}
