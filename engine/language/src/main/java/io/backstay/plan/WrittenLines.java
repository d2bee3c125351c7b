package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a file anew: its entries in the order they are given in, its comments by them. */
final class WrittenLines {
  /** Keys that say what the file is; what stands above one of them is about the file. */
  private static final Set<String> OF_THE_FILE = Set.of("apiVersion", "kind", "name");

  private final List<String> lines = new ArrayList<>();

  /** Whether an empty line here would be part of the text above it. */
  private boolean stuck;

  private WrittenLines() {}

  /**
   * The text of a file.
   *
   * @param first what came first in it, whatever comes first now
   */
  static String of(Written.Group root, Written.Entry first) {
    WrittenLines text = new WrittenLines();
    List<Written.Comment> top = text.top(first);
    text.entries(root, 0, top);
    return String.join("\n", text.lines) + "\n";
  }

  /** What stands above all. */
  private List<Written.Comment> top(Written.Entry first) {
    List<Written.Comment> above = first.above();
    int until = OF_THE_FILE.contains(first.name()) ? above.size() : 0;
    for (int i = 1; i < above.size(); i++) {
      if (above.get(i).apart()) {
        until = Math.max(until, i);
      }
    }
    if (first.apart()) {
      until = above.size();
    }
    List<Written.Comment> top = List.copyOf(above.subList(0, until));
    comments(top, 0);
    boolean apart = until < above.size() || first.apart();
    if (apart && !top.isEmpty()) {
      lines.add("");
    }
    return top;
  }

  private void comments(List<Written.Comment> comments, int indent) {
    for (Written.Comment comment : comments) {
      empty(comment.apart());
      lines.add(" ".repeat(indent) + comment.text());
      stuck = false;
    }
  }

  private void empty(boolean wanted) {
    boolean there = lines.isEmpty() || lines.getLast().isBlank();
    if (wanted && !stuck && !there) {
      lines.add("");
    }
  }

  /** A section over several lines, or with comments above it, stands by itself. */
  private static boolean section(Written.Entry entry, List<Written.Comment> written) {
    return entry.severalLines() || !written.containsAll(entry.above());
  }

  private void entries(Written.Group group, int indent, List<Written.Comment> written) {
    boolean top = indent == 0;
    Written.Entry before = null;
    for (Written.Entry entry : group.entries()) {
      boolean apart = top && before != null && (before.severalLines() || section(entry, written));
      entry(entry, indent, written, before != null, apart);
      before = entry;
    }
    comments(group.tail(), indent);
  }

  private void entry(
      Written.Entry entry,
      int indent,
      List<Written.Comment> written,
      boolean later,
      boolean apart) {
    List<Written.Comment> above = new ArrayList<>(above(entry));
    above.removeAll(written);
    empty(apart);
    if (!above.isEmpty()) {
      empty(later && above.getFirst().apart());
      lines.add(" ".repeat(indent) + above.getFirst().text());
      comments(above.subList(1, above.size()), indent);
    }
    empty((later || !above.isEmpty()) && entry.apart());
    head(entry, " ".repeat(indent), indent);
  }

  /** Comments above an element go above its dash. */
  private static List<Written.Comment> above(Written.Entry entry) {
    Written.Group block = entry.block();
    if (entry.key() != null || block == null) {
      return entry.above();
    }
    List<Written.Comment> above = new ArrayList<>(entry.above());
    above.addAll(entry.beside());
    above.addAll(above(block.entries().getFirst()));
    return above;
  }

  /** The line of an entry and those below it; before it stands what leads to it. */
  private void head(Written.Entry entry, String before, int indent) {
    Written.Group block = entry.block();
    String key = entry.key() == null ? "-" : WrittenText.inline(entry.key(), false) + ":";
    if (block == null) {
      value(entry, before + key, indent);
    } else if (entry.key() == null) {
      Written.Entry first = block.entries().getFirst();
      head(first, before + "- ", indent + Layout.STEP);
      rest(block, indent + Layout.STEP);
    } else {
      line(before + key, entry);
      entries(block, indent + Layout.STEP, List.of());
    }
  }

  private void rest(Written.Group block, int indent) {
    for (Written.Entry entry : block.entries().subList(1, block.entries().size())) {
      entry(entry, indent, List.of(), true, false);
    }
    comments(block.tail(), indent);
  }

  private void value(Written.Entry entry, String before, int indent) {
    if (entry.value() instanceof Written.Text text && text.severalLines()) {
      List<String> written = WrittenText.lines(text, entry.column(), indent);
      String head = before + " " + written.getFirst();
      if (text.style() == Node.Style.BLOCK) {
        lines.add(head);
        lines.addAll(written.subList(1, written.size()));
        stuck = text.keepsEmptyLines();
      } else {
        lines.add(head);
        lines.addAll(written.subList(1, written.size() - 1));
        line(written.getLast(), entry);
      }
      return;
    }
    String value = inline(entry.value(), false);
    line(value.isEmpty() ? before : before + " " + value, entry);
  }

  /** A line with the comment at its end, which keeps its column where there is room. */
  private void line(String line, Written.@Nullable Entry entry) {
    StringBuilder text = new StringBuilder(line);
    for (Written.Comment comment : entry == null ? List.<Written.Comment>of() : entry.beside()) {
      int room = comment.column() - text.length();
      text.append(" ".repeat(room > 0 ? room : Layout.STEP)).append(comment.text());
    }
    lines.add(text.toString());
    stuck = false;
  }

  private static String inline(Written value, boolean inBrackets) {
    if (value instanceof Written.Text text) {
      return text.nothing() ? "" : WrittenText.inline(text, inBrackets);
    }
    Written.Group group = (Written.Group) value;
    String inside =
        group.entries().stream().map(entry -> element(entry)).collect(Collectors.joining(", "));
    return group.map() ? "{" + inside + "}" : "[" + inside + "]";
  }

  private static String element(Written.Entry entry) {
    String value = inline(entry.value(), true);
    Written.Text key = entry.key();
    if (key == null) {
      return value;
    }
    return WrittenText.inline(key, true) + (value.isEmpty() ? ":" : ": " + value);
  }
}
