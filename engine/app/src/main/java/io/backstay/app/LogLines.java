package io.backstay.app;

import java.util.List;

/**
 * The log of a run: what its steps had to say.
 *
 * @param session what the verb works with
 * @param run its id, or the beginning of it
 * @param step only this one; empty for all
 */
record LogLines(Session session, String run, String step) {
  ExitCode show() {
    String id =
        session.history().ids().stream()
            .filter(known -> known.startsWith(run))
            .findFirst()
            .orElseThrow(
                () ->
                    new Stop(
                        ExitCode.FAILED,
                        "no run on this host is called `" + run + "`",
                        "backstay list --runs"));
    List<String> lines =
        session.history().log(id).stream().filter(line -> step.isEmpty() || of(line)).toList();
    if (session.json()) {
      session.print(lines);
    } else {
      lines.forEach(session::say);
    }
    return ExitCode.OK;
  }

  /** A line is when, which step, what. */
  private boolean of(String line) {
    String[] words = line.split(" ", 3);
    return words.length > 1 && words[1].equals(step);
  }
}
