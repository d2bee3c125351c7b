package io.backstay.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * Something wrong inside one scalar of a plan. Whoever knows where the scalar stands in its file
 * turns it into a problem with line and column.
 *
 * <p>Wording: the message is a sentence that stands alone, in lower case, names in backticks, no
 * full stop; the label says what is wrong with the marked characters; a note says why; a help is an
 * edit that can be pasted.
 *
 * @param code stable code, such as {@code E304}
 * @param offset first marked character, counted in UTF-16 units from the start of the scalar's text
 * @param length how many characters are marked; 0 marks a place where something is missing
 * @param message what is wrong
 * @param label what to write beside the caret; empty when the message says it all
 * @param notes why it is wrong
 * @param helps what to write instead
 */
public record Finding(
    String code,
    int offset,
    int length,
    String message,
    String label,
    List<String> notes,
    List<String> helps) {

  private static final int SHOWN = 60;
  private static final int LISTED = 12;

  /** Copies the lists. */
  public Finding {
    notes = List.copyOf(notes);
    helps = List.copyOf(helps);
  }

  /** A text as messages show it: in backticks, in one line and not too long. */
  static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "�");
    return "`" + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + "`";
  }

  /** Words one after the other, the first dozen of them. */
  static String listed(List<String> words) {
    int more = words.size() - LISTED;
    return String.join(", ", words.subList(0, Math.min(LISTED, words.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  static Finding of(String code, int offset, int length, String message) {
    return new Finding(code, offset, length, message, "", List.of(), List.of());
  }

  Finding label(String text) {
    return new Finding(code, offset, length, message, text, notes, helps);
  }

  Finding note(String text) {
    return new Finding(code, offset, length, message, label, and(notes, text), helps);
  }

  Finding help(String text) {
    return new Finding(code, offset, length, message, label, notes, and(helps, text));
  }

  Finding didYouMean(String word) {
    return help("did you mean `" + word + "`?");
  }

  /** The same about a text of which this one was a part. */
  Finding shifted(int by) {
    return new Finding(code, offset + by, length, message, label, notes, helps);
  }

  private static List<String> and(List<String> list, String more) {
    List<String> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }
}
