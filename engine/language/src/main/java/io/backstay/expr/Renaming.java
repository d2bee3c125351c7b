package io.backstay.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts other expressions in the place of names, in a text that is an expression or has some in it.
 * What cannot be read is left as it is: whoever reads the result says what is wrong with it.
 */
public final class Renaming {
  private final String text;
  private final Function<String, Optional<String>> other;
  private final StringBuilder result = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();
  private int copied;

  private Renaming(String text, Function<String, Optional<String>> other) {
    this.text = text;
    this.other = other;
  }

  /**
   * A part of the new text.
   *
   * @param start where it begins there
   * @param length its length there
   * @param from where it was, or where the name was that it is for
   * @param copied whether it is what was there
   */
  private record Piece(int start, int length, int from, int was, boolean copied) {}

  /**
   * The new text.
   *
   * @param text all of it
   * @param origin where parts of it were
   */
  public record Renamed(String text, Origin origin) {}

  /** Where characters of a new text were in the old one. */
  @FunctionalInterface
  public interface Origin {
    /** Offset and length in the old text. */
    Place of(int offset, int length);
  }

  /**
   * Characters of a text.
   *
   * @param offset of the first
   * @param length how many
   */
  public record Place(int offset, int length) {}

  /**
   * Renames in the expressions of a value.
   *
   * @param other what stands for a name instead, as an expression; empty to leave it
   */
  public static Renamed template(String text, Function<String, Optional<String>> other) {
    Renaming renaming = new Renaming(text, other);
    renaming.holes();
    return renaming.renamed();
  }

  /** Renames in a text that is an expression itself. */
  public static Renamed bare(String text, Function<String, Optional<String>> other) {
    Renaming renaming = new Renaming(text, other);
    try {
      renaming.expression(0, false);
    } catch (SyntaxError unreadable) {
      // The rest is copied.
    }
    return renaming.renamed();
  }

  private void holes() {
    int at = 0;
    while (at >= 0 && at < text.length()) {
      int hole = text.indexOf("${", at);
      boolean escaped = hole > 0 && text.charAt(hole - 1) == '$';
      try {
        at = hole < 0 ? -1 : escaped ? hole + 2 : expression(hole + 2, true);
      } catch (SyntaxError unreadable) {
        return;
      }
    }
  }

  /** Renames in one expression and returns where it ends. */
  private int expression(int start, boolean hole) throws SyntaxError {
    Lexer lexer = new Lexer(text, start, hole);
    Token token = lexer.next();
    while (token.type() != Token.Type.END) {
      if (token.type() == Token.Type.WORD) {
        replace(token);
      }
      token = lexer.next();
    }
    return token.end();
  }

  private void replace(Token name) {
    other
        .apply(name.text())
        .ifPresent(
            instead -> {
              copy(name.offset());
              piece(instead, name.offset(), name.text().length(), false);
              copied = name.end();
            });
  }

  private void copy(int end) {
    if (end > copied) {
      piece(text.substring(copied, end), copied, end - copied, true);
      copied = end;
    }
  }

  private void piece(String written, int from, int was, boolean copy) {
    pieces.add(new Piece(result.length(), written.length(), from, was, copy));
    result.append(written);
  }

  private Renamed renamed() {
    copy(text.length());
    List<Piece> all = List.copyOf(pieces);
    return new Renamed(result.toString(), (offset, length) -> place(all, offset, length));
  }

  private static Place place(List<Piece> pieces, int offset, int length) {
    Place first = start(pieces, offset);
    if (length == 0) {
      return new Place(first.offset(), 0);
    }
    Place last = start(pieces, offset + length - 1);
    return new Place(first.offset(), last.offset() + last.length() - first.offset());
  }

  /** Where one character was, or the name it stands for. */
  private static Place start(List<Piece> pieces, int offset) {
    for (Piece piece : pieces) {
      if (offset < piece.start() + piece.length()) {
        return piece.copied()
            ? new Place(piece.from() + offset - piece.start(), 1)
            : new Place(piece.from(), piece.was());
      }
    }
    return pieces.isEmpty() ? new Place(0, 0) : end(pieces.getLast());
  }

  private static Place end(Piece last) {
    return new Place(last.from() + last.was(), 0);
  }
}
