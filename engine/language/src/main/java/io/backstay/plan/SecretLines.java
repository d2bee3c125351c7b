package io.backstay.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blacks out what may be a secret in a file that cannot be read as YAML, and in which it is
 * therefore not known what is a secret: rather too much than too little.
 */
final class SecretLines {
  private static final Pattern TOP_LEVEL = Pattern.compile("^([A-Za-z][^:#]*):.*");
  private static final Pattern VALUE = Pattern.compile("^[^:#]*:\\s+(?<value>[^\\s#].*)$");
  private static final Pattern TELLING =
      Pattern.compile(
          "(?i)[^:#]*(password|passphrase|passwd|token|secret|credential|api-?key|literal)[^:#]*:.*");

  private SecretLines() {}

  static void hide(SourceText source) {
    boolean inSecrets = false;
    for (int number = 1; number <= source.lines(); number++) {
      String line = source.line(number).orElse("");
      Matcher top = TOP_LEVEL.matcher(line);
      if (top.matches()) {
        inSecrets = top.group(1).strip().equals("secrets");
      }
      Matcher value = VALUE.matcher(line);
      boolean maySay = inSecrets || (TELLING.matcher(line).matches() && !line.contains("${"));
      if (maySay && value.matches()) {
        int from = value.start("value");
        source.hide(new Position(source.name(), number, from + 1, line.length() - from));
      }
    }
  }
}
