package io.backstay.expr;

import java.util.Optional;
import java.util.Set;

/**
 * A word, literal or symbol of an expression.
 *
 * @param type which of them
 * @param text as written; empty at the end
 * @param value what a literal says; absent for all others
 * @param offset where it begins
 */
record Token(Type type, String text, Value value, int offset) {
  private static final Value NONE = new Value.Absent();
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in");

  /** What stands before the first token. */
  static final Token NOTHING = new Token(Type.END, "", 0);

  /** The sorts of tokens. */
  enum Type {
    /** A name, keyword or filter. */
    WORD,
    /** A text, number, duration or size. */
    LITERAL,
    /** An operator or a bracket. */
    SYMBOL,
    /** The {@code }} of a {@code ${…}}, or the end of the text. */
    END
  }

  Token(Type type, String text, int offset) {
    this(type, text, NONE, offset);
  }

  int end() {
    return offset + text.length();
  }

  /** Whether a value can begin with it. */
  boolean beginsValue() {
    return switch (type) {
      case LITERAL -> true;
      case WORD -> !isKeyword();
      case SYMBOL -> text.equals("(") || text.equals("[");
      case END -> false;
    };
  }

  /** Whether it is a word that joins or denies. */
  boolean isKeyword() {
    return type == Type.WORD && KEYWORDS.contains(text);
  }

  /** The comparison it stands for, if it does. */
  Optional<Comparison> comparison() {
    return type == Type.LITERAL ? Optional.empty() : Comparison.of(text);
  }

  /** Whether it is this keyword or symbol. */
  boolean is(String word) {
    return (type == Type.WORD || type == Type.SYMBOL) && text.equals(word);
  }
}
