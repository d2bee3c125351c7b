package io.backstay.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a {@code .env} file as they are, byte for byte, with their ends.
 *
 * @param lines each with what ends it
 */
record EnvFile(List<String> lines) {
  private static final Pattern LINES = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\n|\\r)|[^\\r\\n]+");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]*");
  private static final Pattern UNQUOTABLE = Pattern.compile("[\\p{Cntrl}]");
  private static final Pattern EXPANDED = Pattern.compile("[$`\\\\\"]");

  /** Copies. */
  EnvFile {
    lines = List.copyOf(lines);
  }

  static EnvFile of(byte[] content) {
    List<String> lines = new ArrayList<>();
    Matcher matcher = LINES.matcher(new String(content, ISO_8859_1));
    while (matcher.find()) {
      lines.add(matcher.group());
    }
    return new EnvFile(lines);
  }

  byte[] bytes() {
    return String.join("", lines).getBytes(ISO_8859_1);
  }

  /**
   * The line that sets a variable, without what ends it; null when none does.
   *
   * @throws Failure when it cannot be told which one does, or it does not end where it stands
   */
  @Nullable String line(String key) {
    OptionalInt at = at(key);
    return at.isEmpty() ? null : bare(lines.get(at.getAsInt()));
  }

  /** The same with another line, or without one, in the place of the one that sets a variable. */
  EnvFile with(String key, @Nullable String line) {
    List<String> changed = new ArrayList<>(lines);
    OptionalInt at = at(key);
    if (at.isPresent()) {
      String there = changed.remove(at.getAsInt());
      if (line != null) {
        changed.add(at.getAsInt(), line + there.substring(bare(there).length()));
      }
    } else if (line != null) {
      append(changed, line);
    }
    return new EnvFile(changed);
  }

  private static void append(List<String> lines, String line) {
    String end = lines.stream().anyMatch(it -> it.endsWith("\r\n")) ? "\r\n" : "\n";
    if (!lines.isEmpty() && bare(lines.getLast()).equals(lines.getLast())) {
      lines.add(lines.removeLast() + end);
    }
    lines.add(line + end);
  }

  /** The line that gives it a value; what stands before its name stays. */
  String set(String key, String value) {
    String there = line(key);
    Matcher matcher = setting(key).matcher(there == null ? key + "=" : there);
    String before = matcher.matches() ? matcher.group("before") : "";
    return before + key + "=" + quoted(key, value);
  }

  private OptionalInt at(String key) {
    Pattern setting = setting(key);
    int[] found =
        IntStream.range(0, lines.size())
            .filter(i -> setting.matcher(bare(lines.get(i))).matches())
            .toArray();
    if (found.length > 1) {
      throw Failure.of("R755", "the file sets `" + key + "` more than once")
          .help("Remove all but one.");
    }
    if (found.length == 1 && open(setting, bare(lines.get(found[0])))) {
      throw Failure.of("R755", "the value of `" + key + "` goes on in the next line")
          .help("Write it in one line.");
    }
    return IntStream.of(found).findFirst();
  }

  /** Whether a quote is opened and not closed. */
  private static boolean open(Pattern setting, String line) {
    Matcher matcher = setting.matcher(line);
    String value = matcher.matches() ? matcher.group("value").strip() : "";
    return (value.startsWith("'") && value.indexOf('\'', 1) < 0)
        || (value.startsWith("\"") && !value.matches("\"(?:[^\"\\\\]|\\\\.)*\".*"));
  }

  private static Pattern setting(String key) {
    return Pattern.compile(
        "(?<before>\\s*(?:export\\s+)?)" + Pattern.quote(key) + "\\s*=(?<value>.*)");
  }

  private static String bare(String line) {
    return line.replaceFirst("[\\r\\n]+$", "");
  }

  /** Written so that a shell and every library read the same. */
  private static String quoted(String key, String value) {
    if (UNQUOTABLE.matcher(value).find()) {
      throw unwritable(key);
    }
    String bytes = new String(value.getBytes(UTF_8), ISO_8859_1);
    if (PLAIN.matcher(value).matches()) {
      return bytes;
    }
    if (!value.contains("'")) {
      return "'" + bytes + "'";
    }
    if (EXPANDED.matcher(value).find()) {
      throw unwritable(key);
    }
    return '"' + bytes + '"';
  }

  private static Failure unwritable(String key) {
    return Failure.of(
            "R755", "the value of `" + key + "` cannot be written so that everybody reads the same")
        .help("A value in one line, without both kinds of quotes, can.");
  }
}
