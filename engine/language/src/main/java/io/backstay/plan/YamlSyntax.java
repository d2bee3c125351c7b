package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E103;

/** The mistakes in YAML itself, told apart by what stands where reading stopped. */
final class YamlSyntax {
  private YamlSyntax() {}

  static Problem problem(SourceText source, int context, int at) {
    String text = source.text();
    char began = context < text.length() ? text.charAt(context) : '\n';
    boolean atEnd = text.substring(Math.min(at, text.length())).isBlank();
    Position opened = source.position(context, context + 1);
    Position stopped = source.position(at, at + 1);
    if (context != at && (began == '\'' || began == '"')) {
      return quotes(source, context, at, atEnd);
    }
    if (context != at && (began == '{' || began == '[')) {
      String close = began == '{' ? "}" : "]";
      return Problem.of(E103, atEnd ? opened : stopped, "this `" + began + "` is not closed")
          .label(atEnd ? "opened here" : "something is missing before this")
          .label(opened, "opened here")
          .help("separate entries with `, ` and end with `" + close + "`");
    }
    if (atEnd) {
      int last = text.stripTrailing().length() - 1;
      return Problem.of(E103, source.position(last, last + 1), "the file ends inside a list or map")
          .help("add the `]` or `}` that is missing");
    }
    if (at < text.length() && text.charAt(at) == ':') {
      return colon(source, at);
    }
    if (startsLine(text, at) && context != at) {
      return indentation(source, context, at);
    }
    return Problem.of(E103, stopped, "this is not valid YAML")
        .label("reading stopped here")
        .help("quote the value if it is a text: '…'");
  }

  private static Problem quotes(SourceText source, int context, int at, boolean atEnd) {
    char quote = source.text().charAt(context);
    if (atEnd) {
      return Problem.of(E103, source.position(context, context + 1), "this quote is never closed")
          .help("end the text with " + quote);
    }
    return Problem.of(
            E103, source.position(at - 1, at + 1), "a text in double quotes has no such escape")
        .help("write \\\\ for a backslash, or use single quotes");
  }

  private static Problem colon(SourceText source, int at) {
    String text = source.text();
    int line = text.lastIndexOf('\n', at) + 1;
    String before = text.substring(line, at);
    if (before.contains(": ")) {
      return Problem.of(E103, source.position(at, at + 1), "a plain value cannot contain `: `")
          .label("YAML takes this for another key")
          .help("quote the value: '…'");
    }
    return Problem.of(
            E103,
            source.position(line + before.length() - before.stripLeading().length(), at),
            "this key does not belong to anything")
        .help("check the line above it: it may lack a `:` or be indented otherwise");
  }

  private static boolean startsLine(String text, int at) {
    return text.substring(text.lastIndexOf('\n', at - 1) + 1, Math.min(at, text.length()))
        .isBlank();
  }

  private static Problem indentation(SourceText source, int context, int at) {
    Position opened = source.position(context, context + 1);
    Position here = source.position(at, source.text().length());
    return Problem.of(E103, here, "this line does not line up with anything above it")
        .label("indented by " + (here.column() - 1))
        .label(
            opened,
            "the last list or map that is still open is indented by " + (opened.column() - 1))
        .help("give lines of one list or map the same indentation");
  }
}
