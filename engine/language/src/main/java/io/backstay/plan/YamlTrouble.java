package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E101;
import static io.backstay.plan.ProblemCode.E102;
import static io.backstay.plan.ProblemCode.E105;
import static io.backstay.plan.ProblemCode.E106;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person can do about text that is not YAML, or is YAML that plans do not use. Decided by
 * what stands at the place where reading stopped, never by the wording of the YAML library.
 */
final class YamlTrouble {
  private static final Map<Character, String> MEANT =
      Map.of(
          '*', "YAML reads this as an alias",
          '&', "YAML reads this as an anchor",
          '!', "YAML reads this as a tag",
          '%', "YAML reserves this character",
          '@', "YAML reserves this character",
          '`', "YAML reserves this character");
  private static final Pattern NAME = Pattern.compile("[*&][A-Za-z0-9_-]+");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

  private final SourceText source;
  private final String text;
  private final int at;

  private YamlTrouble(SourceText source, int at) {
    this.source = source;
    this.text = source.text();
    this.at = at;
  }

  /**
   * Reading stopped.
   *
   * @param context where what could not be ended began; the same as {@code at} when nothing did
   * @param at where
   */
  static Problem stopped(SourceText source, int context, int at) {
    YamlTrouble here = new YamlTrouble(source, at);
    char began = here.charAt(context);
    char stopped = here.charAt(at);
    if (began == '*' || began == '&') {
      return new YamlTrouble(source, context).special();
    }
    if (stopped == '{' && here.charAt(at - 1) == '$') {
      return here.unquotedExpression();
    }
    if (MEANT.containsKey(stopped) && context == at) {
      return here.special();
    }
    return YamlSyntax.problem(source, context, at);
  }

  /** An alias was used. */
  static Problem alias(SourceText source, int at) {
    return new YamlTrouble(source, at).special();
  }

  /** A tag was used. */
  static Problem tag(SourceText source, int at) {
    YamlTrouble here = new YamlTrouble(source, at);
    String value = here.value();
    boolean meantAsTag = value.startsWith("!!") || value.startsWith("!<") || value.contains(" ");
    if (!meantAsTag && value.length() > 1) {
      return here.special();
    }
    return Problem.of(E106, source.position(at, at + here.word()), "plans use no YAML tags")
        .note("every value is text; the key it belongs to says what is made of it")
        .help("remove the tag");
  }

  private Problem special() {
    String value = value();
    char first = text.charAt(at);
    Position position = source.position(at, at + value.length());
    if (first == '*' && NAME.matcher(value).matches()) {
      return Problem.of(E105, position, "plans use no YAML aliases")
          .note("they hide from a reviewer what a line says")
          .help("write the value where it is used, or declare a variable under `vars:`");
    }
    Problem problem =
        Problem.of(E101, position, "a plain YAML value cannot start with `" + first + "`")
            .label(MEANT.getOrDefault(first, ""));
    if (first == '!' && before().endsWith("when: ")) {
      return problem.help("conditions use words: and, or, not");
    }
    return problem.help(source.hidden(position.line()) ? "quote it" : "quote it: " + quoted(value));
  }

  private Problem unquotedExpression() {
    int start = at - 1;
    Matcher expression = EXPRESSION.matcher(text).region(start, text.length());
    int end = expression.lookingAt() ? expression.end() : at + 1;
    int from = start;
    while (from > 0 && " ,[{:\n".indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    int to = end;
    while (to < text.length() && " ,]}\n\r".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    Position position = source.position(start, end);
    return Problem.of(E102, position, "an expression inside `{…}` or `[…]` must be quoted")
        .label("YAML ends the " + (inList() ? "list" : "map") + " at this `{`")
        .help(
            "write "
                + quoted(text.substring(from, to))
                + ", or put the "
                + (inList() ? "list" : "map")
                + " in block form (one "
                + (inList() ? "item" : "key")
                + " per line)");
  }

  /** Whether the innermost bracket that is open on this line is a list's. */
  private boolean inList() {
    String before = before();
    return before.lastIndexOf('[') > before.lastIndexOf('{', before.length() - 1);
  }

  /** What stands from here to the end of the value, comment left out. */
  private String value() {
    String before = before();
    boolean flow = before.indexOf('[') >= 0 || before.indexOf('{') >= 0;
    int end = at;
    while (end < text.length() && "\n\r".indexOf(text.charAt(end)) < 0) {
      boolean comment = text.charAt(end) == '#' && text.charAt(end - 1) == ' ';
      if (comment || (flow && end > at && ",]}".indexOf(text.charAt(end)) >= 0)) {
        break;
      }
      end++;
    }
    return text.substring(at, end).stripTrailing();
  }

  private int word() {
    int end = at;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end - at;
  }

  private String before() {
    return text.substring(text.lastIndexOf('\n', at - 1) + 1, at);
  }

  private char charAt(int offset) {
    return offset >= 0 && offset < text.length() ? text.charAt(offset) : '\n';
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
