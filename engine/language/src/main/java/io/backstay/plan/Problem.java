package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in what the user wrote.
 *
 * <p>Wording: the message is a sentence that stands alone, in lower case, names in backticks, no
 * full stop. The label says what is wrong with the marked characters, a note says why, a help is an
 * edit that can be pasted. A value that may be a secret is never part of any of them.
 *
 * @param code what {@code backstay explain} knows more about
 * @param severity whether it stops the plan
 * @param message what is wrong
 * @param position where; null for what stands in no file, such as a flag
 * @param label beside the caret; empty when the message says it all
 * @param labels other places that matter
 * @param notes why it is wrong
 * @param helps what to write instead
 */
public record Problem(
    ProblemCode code,
    Severity severity,
    String message,
    @Nullable Position position,
    String label,
    List<Label> labels,
    List<String> notes,
    List<String> helps) {

  /**
   * Another place that matters.
   *
   * @param position where
   * @param text what it is
   */
  public record Label(Position position, String text) {}

  /** Copies the lists. */
  public Problem {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    helps = List.copyOf(helps);
  }

  /** A problem at a place, with the severity its code has. */
  public static Problem of(ProblemCode code, @Nullable Position position, String message) {
    return new Problem(
        code, code.severity(), message, position, "", List.of(), List.of(), List.of());
  }

  /** Whether it is about the same mistake, however much more one of them says. */
  boolean saysTheSame(Problem other) {
    return code == other.code
        && message.equals(other.message)
        && Objects.equals(position, other.position);
  }

  /** The same at another place. */
  Problem at(Position other) {
    return new Problem(code, severity, message, other, label, labels, notes, helps);
  }

  /** The same with a word beside the caret. */
  public Problem label(String text) {
    return new Problem(code, severity, message, position, text, labels, notes, helps);
  }

  /** The same with another place that matters. */
  public Problem label(Position other, String text) {
    return new Problem(
        code,
        severity,
        message,
        position,
        label,
        and(labels, new Label(other, text)),
        notes,
        helps);
  }

  /** The same with a reason. */
  public Problem note(String text) {
    return new Problem(code, severity, message, position, label, labels, and(notes, text), helps);
  }

  /** The same with an edit to make. */
  public Problem help(String text) {
    return new Problem(code, severity, message, position, label, labels, notes, and(helps, text));
  }

  private static <T> List<T> and(List<T> list, T more) {
    List<T> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }
}
