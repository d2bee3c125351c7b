package io.backstay.app.schedule;

import io.backstay.plan.Cron;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Five fields, in the words that every cron knows: stars, numbers and steps of a star. */
final class CronLine {
  private static final int MINUTES = 60;
  private static final int HOURS = 24;

  private CronLine() {}

  /**
   * For one who calls too often rather than not at all: where the day of the month and that of the
   * week both have to fit, which no cron can say, that of the week is left out.
   */
  static List<String> generous(Calls calls) {
    Cron.Days days = calls.days();
    return lines(calls, both(days) ? List.of() : days.ofWeek());
  }

  /** Exactly these. */
  static List<String> exact(Calls calls) {
    if (both(calls.days())) {
      throw Trouble.unsayable(
          "no cron calls when the day of the month and the day of the week both fit",
          "leave one of them out");
    }
    return lines(calls, calls.days().ofWeek());
  }

  private static boolean both(Cron.Days days) {
    return !days.either() && !days.ofMonth().isEmpty() && !days.ofWeek().isEmpty();
  }

  private static List<String> lines(Calls calls, List<Integer> ofWeek) {
    Cron.Days days = calls.days();
    return calls.rows().stream()
        .map(
            row ->
                "%s %s %s %s %s"
                    .formatted(
                        steps(row.minutes(), MINUTES),
                        steps(row.hours(), HOURS),
                        list(days.ofMonth()),
                        list(days.months()),
                        list(ofWeek)))
        .toList();
  }

  private static String steps(List<Integer> numbers, int all) {
    int step = all / numbers.size();
    boolean even =
        numbers.size() > 2
            && numbers.equals(IntStream.range(0, numbers.size()).mapToObj(i -> i * step).toList())
            && step * numbers.size() == all;
    if (!even) {
      return list(numbers);
    }
    return step == 1 ? "*" : "*/" + step;
  }

  private static String list(List<Integer> numbers) {
    return numbers.isEmpty()
        ? "*"
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
