package io.backstay.app;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where results and everything else go, and how they may look. Standard output is the result,
 * standard error everything else.
 *
 * @param out the result
 * @param err progress, notes, problems
 * @param color whether colour is welcome
 * @param unicode whether symbols beyond ASCII can be shown
 * @param terminal whether somebody is watching, so that progress may be drawn
 * @param columns how wide what is drawn may be
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean color,
    boolean unicode,
    boolean terminal,
    int columns) {
  private static final int USUAL_COLUMNS = 80;

  /** When colour is used. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  /**
   * The console of this process, as the environment wants it. The launcher tells whether standard
   * error is a terminal, and how wide: Java 21 can only tell about input and output together.
   */
  static Console of(Color wanted, Map<String, String> environment) {
    return of(wanted, environment, Optional.empty());
  }

  /** The same, with what goes to standard error logged as well. */
  static Console of(Color wanted, Map<String, String> environment, Optional<Path> log) {
    boolean terminal = Boolean.getBoolean("backstay.terminal");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    Charset charset = System.out.charset();
    return new Console(
        System.out,
        LogFile.over(System.err, log),
        color(wanted, terminal && !dumb, environment),
        charset.equals(StandardCharsets.UTF_8),
        terminal && !dumb,
        Integer.getInteger("backstay.columns", USUAL_COLUMNS));
  }

  private static boolean color(Color wanted, boolean auto, Map<String, String> environment) {
    return switch (wanted) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
          yield false;
        }
        yield auto || !environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0");
      }
    };
  }

  /** The text in a style, if colour is welcome. */
  String styled(Style style, String text) {
    return color ? style.on + text + "\u001b[0m" : text;
  }

  /** The first where symbols beyond ASCII can be shown, the second elsewhere. */
  String symbol(String unicodeForm, String asciiForm) {
    return unicode ? unicodeForm : asciiForm;
  }

  /** Styles; they only ever repeat what a word or a symbol says. */
  enum Style {
    GOOD("\u001b[32m"),
    WARN("\u001b[33m"),
    BAD("\u001b[31m"),
    BOLD("\u001b[1m"),
    FAINT("\u001b[2m");

    private final String on;

    Style(String on) {
      this.on = on;
    }
  }
}
