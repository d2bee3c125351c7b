package io.backstay.set;

import java.util.regex.Pattern;

/** Text that a POSIX shell takes for one word and nothing else. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{Nd}_@:,./=+-]+");

  private ShellWord() {}

  /** As it is where that will do, else in quotation marks. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
