package io.backstay.plan;

/**
 * Where the characters of a scalar stand, found by laying its text beside what is written: quotes,
 * escapes, indentation and folded lines are stepped over.
 */
final class ScalarPlaces implements Node.Places {
  private final SourceText source;
  private final int start;
  private final int end;
  private final String text;

  /**
   * Places of a scalar.
   *
   * @param start offset of its first written character, quotes included
   * @param end offset after its last
   * @param text what it means
   */
  ScalarPlaces(SourceText source, int start, int end, String text) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.text = text;
  }

  @Override
  public Position at(int offset, int length) {
    int from = Math.min(offset, text.length());
    int to = Math.min(from + length, text.length());
    Walk walk = new Walk(source.text().substring(start, end));
    int first = walk.to(from);
    int last = to > from ? walk.to(to - 1) + 1 : first;
    return source.position(start + first, start + last);
  }

  /** Steps through what is written, one character of the text at a time. */
  private final class Walk {
    private final String raw;
    private final char quote;
    private int at;
    private int done;

    Walk(String raw) {
      this.raw = raw;
      char first = raw.isEmpty() ? ' ' : raw.charAt(0);
      this.quote = first == '\'' || first == '"' ? first : 0;
      boolean block = first == '|' || first == '>';
      this.at = block ? afterHeader() : quote == 0 ? 0 : 1;
    }

    private int afterHeader() {
      int next = raw.indexOf('\n') + 1;
      return next == 0 ? raw.length() : skipBlanks(next);
    }

    /** The written place of a character of the text. */
    int to(int character) {
      while (done < character) {
        step();
      }
      return Math.min(at, Math.max(0, raw.length() - 1));
    }

    private void step() {
      char meant = text.charAt(done++);
      if (at >= raw.length()) {
        return;
      }
      char written = raw.charAt(at);
      if (breaksLine(meant)) {
        at = skipBlanks(at);
      } else if (quote == '"' && written == '\\') {
        at += escapeLength();
      } else if (quote == '\'' && raw.startsWith("''", at)) {
        at += 2;
      } else {
        at++;
      }
    }

    private boolean breaksLine(char meant) {
      if (meant != ' ' && meant != '\n') {
        return false;
      }
      int next = at;
      while (next < raw.length() && raw.charAt(next) == ' ') {
        next++;
      }
      return next < raw.length() && (raw.charAt(next) == '\n' || raw.charAt(next) == '\r');
    }

    private int skipBlanks(int from) {
      int next = from;
      while (next < raw.length() && Character.isWhitespace(raw.charAt(next))) {
        next++;
      }
      return next;
    }

    private int escapeLength() {
      return switch (at + 1 < raw.length() ? raw.charAt(at + 1) : ' ') {
        case 'x' -> 4;
        case 'u' -> 6;
        case 'U' -> 10;
        default -> 2;
      };
    }
  }
}
