package io.backstay.app;

/** What the process ends with; documented, stable, and printed in the help. */
enum ExitCode {
  OK(0, "ok (also warned, unless --strict)"),
  FAILED(1, "failed, everything undone"),
  INVALID(2, "usage, or an invalid plan"),
  BLOCKED(3, "blocked by preflight"),
  UNPROVEN(4, "unproven: a verification, monitor or objective is not met"),
  ATTENTION(5, "attention: an undo failed or leftovers were found; something may be down"),
  BUSY(6, "busy: another run holds the lock"),
  REFUSED(7, "refused: confirmation, fingerprint, guard or policy"),
  FOUND(10, "found: a change that `diff --fail-on` names, a file for `fmt --check`"),
  BUG(70, "a bug in backstay; please report it"),
  INTERRUPTED(130, "interrupted by Ctrl-C, undone"),
  TERMINATED(143, "terminated by a signal, undone");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }

  /** As it stands in the help. */
  static String table() {
    StringBuilder text = new StringBuilder("\nExit codes:\n");
    for (ExitCode exit : values()) {
      text.append("%5d  %s%n".formatted(exit.code, exit.meaning));
    }
    return text.toString();
  }
}
