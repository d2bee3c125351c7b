package io.backstay.app;

import io.backstay.plan.Position;
import io.backstay.plan.Problem;
import io.backstay.plan.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, in the terms of tools that collect such things from many programs.
 *
 * @param rule what kind of thing; the code of a problem, or what was looked at
 * @param title what the rule is about
 * @param level how bad it is
 * @param message one sentence
 * @param more why, and what to do
 * @param position where; null for nowhere in a file
 */
record Diagnostic(
    String rule,
    String title,
    Level level,
    String message,
    List<String> more,
    @Nullable Position position) {
  /** How bad it is. */
  enum Level {
    /** It cannot go on. */
    ERROR,
    /** Somebody should know. */
    WARNING
  }

  /** Copies the list. */
  Diagnostic {
    more = List.copyOf(more);
  }

  static Diagnostic of(Problem problem) {
    List<String> more = new ArrayList<>(problem.notes());
    problem.helps().forEach(help -> more.add("help: " + help));
    return new Diagnostic(
        problem.code().name(),
        problem.code().title(),
        problem.severity() == Severity.ERROR ? Level.ERROR : Level.WARNING,
        problem.message(),
        more,
        problem.position());
  }

  boolean error() {
    return level == Level.ERROR;
  }

  /** The sentence and what follows it, a line each. */
  String text() {
    return more.isEmpty() ? message : message + "\n" + String.join("\n", more);
  }

  /** What it is about: a file, or else the command itself. */
  String subject() {
    return position == null ? "backstay" : position.file();
  }
}
