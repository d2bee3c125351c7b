package io.backstay.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code backstay explain} and the page of errors say about a code.
 *
 * @param code which
 * @param body what it means, a wrong and a right example, and what to do; Markdown
 */
public record Explanation(ProblemCode code, String body) {
  private static final Pattern SECTION =
      Pattern.compile("^## (\\w+)\\n(.*?)(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  /** The explanation of a code; every code has one. */
  public static Explanation of(ProblemCode code) {
    String body = sections(file(code)).get(code.name());
    if (body == null) {
      throw new IllegalStateException(code + " has no explanation");
    }
    return new Explanation(code, body);
  }

  /** All of it, headed by what the code is about. */
  public String markdown() {
    return "## " + code + "\n\n**" + sentence(code.title()) + "**\n\n" + body + "\n";
  }

  private static String sentence(String title) {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1) + ".";
  }

  /** Errors have a file for each hundred, the others one for each letter. */
  static String file(ProblemCode code) {
    String name = code.name();
    return (name.startsWith("E") ? name.substring(0, 2) : name.substring(0, 1)) + ".md";
  }

  /** The sections of a file, by code. */
  static Map<String, String> sections(String file) {
    try (InputStream in = Explanation.class.getResourceAsStream("explanations/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SECTION
          .matcher(text)
          .results()
          .collect(
              Collectors.toMap(
                  match -> match.group(1), (MatchResult match) -> match.group(2).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
