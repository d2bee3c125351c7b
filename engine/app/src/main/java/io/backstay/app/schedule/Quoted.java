package io.backstay.app.schedule;

import io.backstay.set.ShellWord;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words, so that those who read the files take each of them for one word and nothing else. */
final class Quoted {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@:,./=+-]+");

  /** What ends a line for somebody, or shows something else than what is there. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private Quoted() {}

  static boolean printable(String word) {
    return !UNPRINTABLE.matcher(word).find();
  }

  /** Refuses what no form can say on one line. */
  static void check(String word) {
    if (!printable(word)) {
      throw Trouble.unsayable(
          "`" + UNPRINTABLE.matcher(word).replaceAll("?") + "` has characters that cannot be seen",
          "a schedule is lines of text: give files and inputs names that can be written");
    }
  }

  /** A command of a shell. */
  static String shell(List<String> words) {
    return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
  }

  /** A command in a crontab, where a percent sign ends the command unless it is marked. */
  static String crontab(List<String> words) {
    for (String word : words) {
      // cron takes some of them away, and each cron others.
      if (word.contains("\\")) {
        throw Trouble.unsayable(
            "`" + word + "` has a backslash, which means something else in a crontab",
            "give it a name without; or use --format systemd");
      }
    }
    return shell(words).replace("%", "\\%");
  }

  /** A command of a unit of systemd. */
  static String systemd(List<String> words) {
    if (!PLAIN.matcher(words.getFirst()).matches()) {
      throw Trouble.unsayable(
          "systemd starts no program that is called `" + words.getFirst() + "`",
          "give a path of letters and digits with --command");
    }
    return words.stream().map(Quoted::systemd).collect(Collectors.joining(" "));
  }

  private static String systemd(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    String text = word.replace("\\", "\\\\").replace("\"", "\\\"");
    return "\"" + text.replace("%", "%%").replace("$", "$$") + "\"";
  }

  /** A list of YAML for Kubernetes, which replaces names in parentheses. */
  static String kubernetes(List<String> words) {
    return words.stream()
        .map(word -> yaml(word.replace("$", "$$")))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A command in a workflow, where GitHub replaces what is in braces before a shell sees it. */
  static String github(List<String> words) {
    String command = shell(words);
    if (command.contains("${{")) {
      throw Trouble.unsayable(
          "GitHub Actions would replace what follows ${{ in " + command, "give it another name");
    }
    return yaml(command);
  }

  /** A directory in a workflow, where stars would stand for other names. */
  static String pattern(String path) {
    if (!PLAIN.matcher(path).matches()) {
      throw Trouble.unsayable(
          "GitHub Actions would take `" + path + "` for a pattern of names",
          "let `report.to` be a directory of letters and digits");
    }
    return yaml(path);
  }

  /** Text as YAML has it. */
  static String yaml(String text) {
    check(text);
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
