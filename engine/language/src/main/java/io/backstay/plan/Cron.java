package io.backstay.plan;

import io.backstay.expr.Finding;
import io.backstay.expr.Parsed;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something is due: on some days, always at the same times of the day. By the clock of a time
 * zone: a time that the clocks skip is due at the next minute that exists, and one that they show
 * twice is due once, the first time.
 */
public final class Cron {
  private static final Duration DAY = Duration.ofDays(1);

  /** Longer than the longest pause of any calendar rule, 29 February around 2100. */
  private static final int HORIZON_DAYS = 366 * 9;

  /** As long as it takes to see every pause of what is the same each week. */
  private static final int TWO_WEEKS = 14;

  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Map<String, String> MACROS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private final List<LocalTime> times;
  private final CronDays days;

  private Cron(List<LocalTime> times, CronDays days) {
    this.times = List.copyOf(times);
    this.days = days;
  }

  /** Reads minute, hour, day of month, month and day of week. */
  public static Parsed<Cron> parse(String text) {
    Matcher word = WORD.matcher(text);
    Map<CronField, BitSet> fields = new EnumMap<>(CronField.class);
    Map<CronField, String> words = new EnumMap<>(CronField.class);
    for (CronField field : CronField.values()) {
      if (!word.find()) {
        return bad(0, text.length(), text, "a cron expression has five fields");
      }
      Optional<BitSet> values = field.read(word.group());
      if (values.isEmpty()) {
        return bad(word.start(), word.group().length(), text, field.expected());
      }
      fields.put(field, values.get());
      words.put(field, word.group());
    }
    if (word.find()) {
      return bad(word.start(), text.length() - word.start(), text, "a sixth field");
    }
    Cron cron = new Cron(times(fields), CronDays.of(fields, words));
    return cron.dueDays(LocalDate.of(2000, 1, 1)).isEmpty()
        ? bad(0, text.length(), text, "there is no such day")
        : new Parsed.Ok<>(cron);
  }

  private static Parsed<Cron> bad(int offset, int length, String text, String label) {
    String macro = MACROS.get(text.strip());
    List<String> helps =
        List.of(
            macro == null
                ? "minute, hour, day of month, month, day of week: '0 2 * * *' is every day at 2:00"
                : "write '" + macro + "'");
    return new Parsed.Bad<>(
        new Finding(
            "E401", offset, length, "`" + text + "` is not a schedule", label, List.of(), helps));
  }

  /**
   * Every so often from midnight on; empty when that does not come out even with the day.
   *
   * @param gap whole minutes
   */
  public static Optional<Cron> every(Duration gap) {
    boolean even =
        gap.toMinutes() > 0
            && gap.equals(Duration.ofMinutes(gap.toMinutes()))
            && DAY.toMinutes() % gap.toMinutes() == 0;
    if (!even) {
      return Optional.empty();
    }
    List<LocalTime> times = new ArrayList<>();
    for (long minute = 0; minute < DAY.toMinutes(); minute += gap.toMinutes()) {
      times.add(LocalTime.ofSecondOfDay(minute * 60));
    }
    return Optional.of(new Cron(times, CronDays.ALL));
  }

  private static List<LocalTime> times(Map<CronField, BitSet> fields) {
    List<LocalTime> times = new ArrayList<>();
    for (int hour : values(fields, CronField.HOUR)) {
      for (int minute : values(fields, CronField.MINUTE)) {
        times.add(LocalTime.of(hour, minute));
      }
    }
    return times;
  }

  private static int[] values(Map<CronField, BitSet> fields, CronField field) {
    return fields.getOrDefault(field, new BitSet()).stream().toArray();
  }

  /** The first time it is due after a moment, by the clock of that moment's zone. */
  public ZonedDateTime next(ZonedDateTime after) {
    LocalDate from = after.toLocalDate().minusDays(1);
    for (int i = 0; i <= HORIZON_DAYS; i++) {
      LocalDate day = from.plusDays(i);
      if (!days.has(day)) {
        continue;
      }
      for (LocalTime time : times) {
        ZonedDateTime due = existing(day.atTime(time), after);
        if (due.isAfter(after)) {
          return due;
        }
      }
    }
    throw new IllegalStateException("a schedule without runs is refused when it is read");
  }

  private static ZonedDateTime existing(LocalDateTime time, ZonedDateTime like) {
    ZoneOffsetTransition change = like.getZone().getRules().getTransition(time);
    LocalDateTime there = change != null && change.isGap() ? change.getDateTimeAfter() : time;
    return there.atZone(like.getZone()).withEarlierOffsetAtOverlap();
  }

  /** The times of a day when it is due, in order. */
  public List<LocalTime> times() {
    return times;
  }

  /** The days when it is due. */
  public Days days() {
    return days.numbers();
  }

  /**
   * Days by their numbers; an empty list stands for all of them.
   *
   * @param ofMonth from 1
   * @param months from 1
   * @param ofWeek from 0, which is Sunday
   * @param either whether the day of the month or that of the week is enough; else it takes both
   */
  public record Days(
      List<Integer> ofMonth, List<Integer> months, List<Integer> ofWeek, boolean either) {
    /** Every day. */
    public static final Days ALL = new Days(List.of(), List.of(), List.of(), false);

    /** Copies the lists. */
    public Days {
      ofMonth = List.copyOf(ofMonth);
      months = List.copyOf(months);
      ofWeek = List.copyOf(ofWeek);
    }
  }

  /** The longest time between two runs that the calendar allows, changes of the clocks aside. */
  public Duration longestGap() {
    return longestGap(List.of(this));
  }

  /** The longest time between two runs of any of several schedules. */
  public static Duration longestGap(List<Cron> crons) {
    LocalDateTime start = LocalDate.of(2000, 1, 1).atStartOfDay();
    LocalDateTime last = null;
    Duration longest = Duration.ZERO;
    boolean weekly = crons.stream().allMatch(cron -> cron.days.weekly());
    for (int i = 0; i <= (weekly ? TWO_WEEKS : HORIZON_DAYS); i++) {
      LocalDate day = start.toLocalDate().plusDays(i);
      for (LocalTime time : timesOn(crons, day)) {
        LocalDateTime due = day.atTime(time);
        Duration gap = last == null ? Duration.ZERO : Duration.between(last, due);
        longest = gap.compareTo(longest) > 0 ? gap : longest;
        last = due;
      }
    }
    return longest;
  }

  private static List<LocalTime> timesOn(List<Cron> crons, LocalDate day) {
    return crons.stream()
        .filter(cron -> cron.days.has(day))
        .flatMap(cron -> cron.times.stream())
        .sorted()
        .toList();
  }

  private List<LocalDate> dueDays(LocalDate from) {
    return from.datesUntil(from.plusDays(HORIZON_DAYS)).filter(days::has).limit(1).toList();
  }
}
