package io.backstay.app.schedule;

import io.backstay.plan.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a clock has to call, for something to be done when it is due.
 *
 * @param times of the day, by that clock
 * @param days by that clock
 */
record Calls(SortedSet<LocalTime> times, Cron.Days days) {
  private static final Period AHEAD = Period.ofDays(3 * 366);
  private static final int YEAR = 366;
  private static final int WEEK = 7;

  /** Minutes and hours; each minute of each hour is meant. */
  record Row(List<Integer> minutes, List<Integer> hours) {}

  /**
   * By a clock of the zone itself. Clocks do not call at a time that they skip: there is a second
   * call for those, as much later as they skip.
   */
  static Calls byOwnClock(Cron due, ZoneId zone, Instant from) {
    SortedSet<LocalTime> times = new TreeSet<>(due.times());
    boolean midnight = false;
    for (ZoneOffsetTransition change : changes(zone, from)) {
      if (!change.isGap()) {
        continue;
      }
      for (LocalTime skipped : struck(due.times(), change)) {
        LocalTime later = skipped.plus(change.getDuration());
        midnight |= later.isBefore(skipped);
        times.add(later);
      }
    }
    return new Calls(times, midnight ? Cron.Days.ALL : due.days());
  }

  /**
   * By the clock of another zone: whenever it may be that time there. On which days, is for the
   * called one to find out.
   */
  static Calls byOtherClock(Cron due, ZoneId zone, ZoneId clock, Instant from) {
    SortedSet<LocalTime> times = new TreeSet<>();
    for (Duration ahead : differences(zone, clock, from)) {
      due.times().forEach(time -> times.add(time.plus(ahead)));
    }
    return new Calls(times, Cron.Days.ALL);
  }

  private static Collection<Duration> differences(ZoneId zone, ZoneId clock, Instant from) {
    SortedSet<Duration> differences = new TreeSet<>();
    for (int day = 0; day < YEAR; day++) {
      Instant then = from.plus(Duration.ofDays(day));
      int here = clock.getRules().getOffset(then).getTotalSeconds();
      differences.add(Duration.ofSeconds(here - zone.getRules().getOffset(then).getTotalSeconds()));
    }
    return differences;
  }

  /** By UTC, as if it always were standard time: one call for each time it is due. */
  static List<Calls> byUtc(Cron due, ZoneId zone, Instant now) {
    ZoneOffset standard = zone.getRules().getStandardOffset(now);
    LocalDate day = LocalDate.of(2001, 1, 1);
    boolean daily = due.days().equals(Cron.Days.ALL);
    Map<Integer, SortedSet<LocalTime>> byDay = new TreeMap<>();
    for (LocalTime time : due.times()) {
      LocalDateTime utc = day.atTime(time).minusSeconds(standard.getTotalSeconds());
      int days = daily ? 0 : (int) ChronoUnit.DAYS.between(day, utc.toLocalDate());
      byDay.computeIfAbsent(days, any -> new TreeSet<>()).add(utc.toLocalTime());
    }
    return byDay.entrySet().stream()
        .map(it -> new Calls(it.getValue(), moved(due.days(), it.getKey(), zone)))
        .toList();
  }

  private static Cron.Days moved(Cron.Days days, int by, ZoneId zone) {
    if (by == 0) {
      return days;
    }
    if (!days.ofMonth().isEmpty() || !days.months().isEmpty()) {
      throw Trouble.unsayable(
          "by UTC, that time of " + zone + " is on another day, which may be in another month",
          "choose a time that is on the same day by UTC, or say `timezone: UTC`");
    }
    List<Integer> week =
        days.ofWeek().stream().map(it -> Math.floorMod(it + by, WEEK)).sorted().toList();
    return new Cron.Days(List.of(), List.of(), week, false);
  }

  /** Whether clocks of a zone skip one of the times, or show it twice. */
  static boolean unsteady(Cron due, ZoneId zone, Instant from) {
    return changes(zone, from).stream().anyMatch(it -> !struck(due.times(), it).isEmpty());
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone, Instant from) {
    Instant until = from.atZone(ZoneOffset.UTC).plus(AHEAD).toInstant();
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition next = zone.getRules().nextTransition(from);
    while (next != null && next.getInstant().isBefore(until)) {
      changes.add(next);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return changes;
  }

  private static List<LocalTime> struck(List<LocalTime> times, ZoneOffsetTransition change) {
    LocalDateTime one = change.getDateTimeBefore();
    LocalDateTime other = change.getDateTimeAfter();
    LocalDateTime first = one.isBefore(other) ? one : other;
    LocalDateTime end = one.isBefore(other) ? other : one;
    return times.stream()
        .filter(
            time ->
                Stream.of(first.toLocalDate(), end.toLocalDate())
                    .map(day -> day.atTime(time))
                    .anyMatch(then -> !then.isBefore(first) && then.isBefore(end)))
        .toList();
  }

  /** The times, as few rows as there can be. */
  List<Row> rows() {
    Map<Integer, List<Integer>> hours = new TreeMap<>();
    times.forEach(
        time ->
            hours.computeIfAbsent(time.getMinute(), any -> new ArrayList<>()).add(time.getHour()));
    Map<List<Integer>, List<Integer>> minutes =
        hours.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    () -> new TreeMap<>(Calls::compare),
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    return minutes.entrySet().stream().map(it -> new Row(it.getValue(), it.getKey())).toList();
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    return one.toString().compareTo(other.toString());
  }
}
