package io.backstay.plan;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the five fields of a cron expression. */
enum CronField {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  WEEKDAY("day of week", 0, 7, "sun mon tue wed thu fri sat");

  private static final Pattern PIECE =
      Pattern.compile("(?:\\*|(?<from>\\w+)(?:-(?<to>\\w+))?)(?:/(?<step>[0-9]{1,3}))?");

  private final String title;
  private final int least;
  private final int most;
  private final String names;

  CronField(String title, int least, int most, String names) {
    this.title = title;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /** What it may be, for messages. */
  String expected() {
    List<String> words = List.of(names.split(" "));
    String named = names.isEmpty() ? "" : " or " + words.getFirst() + " to " + words.getLast();
    return title + " is " + least + " to " + most + named + ", `*`, a list, a range or a step";
  }

  /** The values a field stands for; empty when it cannot be read. */
  Optional<BitSet> read(String field) {
    BitSet values = new BitSet();
    for (String piece : field.split(",", -1)) {
      if (!add(piece, values)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private boolean add(String piece, BitSet values) {
    Matcher matcher = PIECE.matcher(piece);
    if (!matcher.matches()) {
      return false;
    }
    boolean all = matcher.group("from") == null;
    int from = all ? least : number(matcher.group("from"));
    int to = all ? most : matcher.group("to") == null ? from : number(matcher.group("to"));
    int step = 1;
    if (matcher.group("step") != null) {
      step = Integer.parseInt(matcher.group("step"));
      to = all || matcher.group("to") != null ? to : most;
    }
    if (from < least || to > most || from > to || step == 0) {
      return false;
    }
    for (int value = from; value <= to; value += step) {
      values.set(this == WEEKDAY && value == 7 ? 0 : value);
    }
    return true;
  }

  /** Less than anything allowed when it is none. */
  private int number(String word) {
    if (word.matches("[0-9]{1,2}")) {
      return Integer.parseInt(word);
    }
    int name = List.of(names.split(" ")).indexOf(word.toLowerCase(Locale.ROOT));
    return name < 0 ? -1 : name + least;
  }
}
