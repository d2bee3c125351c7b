package io.backstay.expr;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The patterns that the {@code date} filter takes: of Java's letters those that mean one thing. A
 * wrong one would not fail but give folders and files wrong names, perhaps for years.
 */
final class DatePattern {
  /** What a pattern is made of. */
  static final String LOOKS =
      "yyyy year, MM month, dd day, HH hour, mm minute (only beside hours), ss second, EEE weekday,"
          + " XX offset; other letters stand in quotes";

  private static final Pattern RUN = Pattern.compile("([A-Za-z])\\1*|'[^']*'|[^A-Za-z'\\[\\]{}#%]");
  private static final Set<String> FIELDS =
      Set.of(
          "yyyy", "yy", "M", "MM", "MMM", "MMMM", "d", "dd", "H", "HH", "m", "mm", "s", "ss", "SSS",
          "SSSSSS", "EEE", "EEEE", "X", "XX");

  private DatePattern() {}

  static boolean isValid(String pattern) {
    if (pattern.length() > Misread.LONGEST) {
      return false;
    }
    Matcher run = RUN.matcher(pattern);
    int end = 0;
    boolean hours = false;
    boolean minutes = false;
    while (run.find() && run.start() == end) {
      String field = run.group();
      if (run.group(1) != null && !FIELDS.contains(field)) {
        return false;
      }
      hours |= field.startsWith("H");
      minutes |= field.startsWith("m");
      end = run.end();
    }
    return end > 0 && end == pattern.length() && (hours || !minutes);
  }

  /** The pattern with the letters that are most often mistaken put right. */
  static Optional<String> guess(String pattern) {
    String right = pattern.replace('Y', 'y').replace('D', 'd').replace('h', 'H');
    return Optional.of(right.contains("H") ? right : right.replace('m', 'M'))
        .filter(DatePattern::isValid);
  }

  /** Formats with a valid pattern, in English and in the moment's own zone. */
  static String format(String pattern, ZonedDateTime moment) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(moment);
  }
}
