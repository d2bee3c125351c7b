package io.backstay.connectors.secrets;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a {@code .env} file, as far as one key is concerned. */
final class DotenvLines {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?(?<key>[A-Za-z_][A-Za-z0-9_.-]*)\\s*=(?<value>.*)");
  private static final Pattern SINGLE = Pattern.compile("'(?<text>[^']*)'\\s*(?:#.*)?");
  private static final Pattern DOUBLE =
      Pattern.compile("\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
  private static final Pattern COMMENT = Pattern.compile("\\s#.*$|^#.*$");

  private DotenvLines() {}

  /** Every value the file gives a key. */
  static List<String> values(String text, String key) {
    return text.lines().flatMap(line -> value(line, key).stream()).toList();
  }

  private static Optional<String> value(String line, String key) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() && matcher.group("key").equals(key)
        ? Optional.of(unquoted(matcher.group("value").strip()))
        : Optional.empty();
  }

  private static String unquoted(String value) {
    Matcher single = SINGLE.matcher(value);
    if (single.matches()) {
      return single.group("text");
    }
    Matcher quoted = DOUBLE.matcher(value);
    return quoted.matches()
        ? unescaped(quoted.group("text"))
        : COMMENT.matcher(value).replaceFirst("").strip();
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      plain.append(c == '\\' ? escape(text.charAt(++at)) : String.valueOf(c));
    }
    return plain.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> String.valueOf(c);
    };
  }
}
