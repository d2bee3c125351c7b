package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value as it stands in a file: offsets, style and comments, nothing made of it. */
sealed interface Written {
  /** Offset of its first character. */
  int start();

  /** Offset behind its last character. */
  int end();

  /**
   * A scalar.
   *
   * @param raw its characters in the file
   * @param text what they mean
   */
  record Text(int start, int end, String raw, String text, Node.Style style) implements Written {
    boolean severalLines() {
      return raw.contains("\n");
    }

    /** Whether nothing is written at all. */
    boolean nothing() {
      return text.isEmpty() && style == Node.Style.PLAIN;
    }

    /** Whether empty lines below it are part of it. */
    boolean keepsEmptyLines() {
      return style == Node.Style.BLOCK && raw.lines().findFirst().orElse("").contains("+");
    }
  }

  /**
   * A list or a map.
   *
   * @param map whether it is a map
   * @param brackets whether it is written in brackets
   * @param inline whether it stays on one line: in brackets, and written so, or empty
   * @param tail comments behind its last entry
   */
  record Group(
      int start,
      int end,
      boolean map,
      boolean brackets,
      boolean inline,
      List<Entry> entries,
      List<Comment> tail)
      implements Written {
    /** That its entries begin in, counted from 0. */
    int column() {
      return entries.getFirst().column();
    }

    /** The same with its entries in another order. */
    Group of(List<Entry> others) {
      return new Group(start, end, map, brackets, inline, others, tail);
    }
  }

  /** What a line begins with: a key with its value, or an element of a list. */
  final class Entry {
    private final @Nullable Text key;
    private final Written value;
    private final int start;
    private final int column;
    private final boolean apart;
    private final List<Comment> above;
    private final List<Comment> beside;

    Entry(@Nullable Text key, Written value, int start, int column, boolean apart) {
      this(key, value, start, column, apart, new ArrayList<>(), new ArrayList<>());
    }

    private Entry(
        @Nullable Text key,
        Written value,
        int start,
        int column,
        boolean apart,
        List<Comment> above,
        List<Comment> beside) {
      this.key = key;
      this.value = value;
      this.start = start;
      this.column = column;
      this.apart = apart;
      this.above = above;
      this.beside = beside;
    }

    /** The same with the value in another order. */
    Entry with(Written other) {
      return new Entry(key, other, start, column, apart, above, beside);
    }

    @Nullable Text key() {
      return key;
    }

    String name() {
      return key == null ? "" : key.text();
    }

    Written value() {
      return value;
    }

    /** Offset of its key or dash. */
    int start() {
      return start;
    }

    /** Column of its key or dash, counted from 0. */
    int column() {
      return column;
    }

    /** Where its own line ends: behind the value, or what announces a value of several lines. */
    int head() {
      if (block() == null) {
        return value.end();
      }
      return key == null ? start : key.end();
    }

    /** Whether an empty line is above it. */
    boolean apart() {
      return apart;
    }

    /** Comments on the lines above it. */
    List<Comment> above() {
      return above;
    }

    /** The comment at the end of its line. */
    List<Comment> beside() {
      return beside;
    }

    /** Its value, where that takes lines of its own; null where it does not. */
    @Nullable Group block() {
      return value instanceof Group group && !group.inline() ? group : null;
    }

    boolean severalLines() {
      return block() != null || (value instanceof Text text && text.severalLines());
    }
  }

  /**
   * A comment.
   *
   * @param at offset of its sign
   * @param column counted from 0
   * @param alone whether nothing else is on its line
   * @param apart whether an empty line is above it
   * @param text with its sign
   */
  record Comment(int at, int column, boolean alone, boolean apart, String text) {}
}
