package io.backstay.plan;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The days on which something is due.
 *
 * @param days of the month
 * @param months of the year
 * @param weekdays from Sunday, which is 0
 * @param either whether the day of the month or that of the week is enough
 */
record CronDays(BitSet days, BitSet months, BitSet weekdays, boolean either) {
  private static final int DAYS = 31;
  private static final int MONTHS = 12;
  private static final int WEEK = 7;

  /** Every day. */
  static final CronDays ALL = new CronDays(all(1, DAYS), all(1, MONTHS), all(0, WEEK - 1), false);

  private static BitSet all(int first, int last) {
    BitSet all = new BitSet();
    all.set(first, last + 1);
    return all;
  }

  /** Days of the month and of the week are either-or when both are given, as cron has it. */
  static CronDays of(Map<CronField, BitSet> fields, Map<CronField, String> words) {
    return new CronDays(
        fields.getOrDefault(CronField.DAY, new BitSet()),
        fields.getOrDefault(CronField.MONTH, new BitSet()),
        fields.getOrDefault(CronField.WEEKDAY, new BitSet()),
        !words.getOrDefault(CronField.DAY, "*").startsWith("*")
            && !words.getOrDefault(CronField.WEEKDAY, "*").startsWith("*"));
  }

  boolean has(LocalDate date) {
    boolean day = days.get(date.getDayOfMonth());
    boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % 7);
    return months.get(date.getMonthValue()) && (either ? day || weekday : day && weekday);
  }

  Cron.Days numbers() {
    List<Integer> ofMonth = numbers(days, DAYS);
    List<Integer> ofWeek = numbers(weekdays, WEEK);
    List<Integer> ofYear = numbers(months, MONTHS);
    return either && (ofMonth.isEmpty() || ofWeek.isEmpty())
        ? new Cron.Days(List.of(), ofYear, List.of(), false)
        : new Cron.Days(ofMonth, ofYear, ofWeek, either);
  }

  private static List<Integer> numbers(BitSet set, int all) {
    return set.cardinality() == all ? List.of() : set.stream().boxed().toList();
  }

  /** Whether each week has the same. */
  boolean weekly() {
    return months.cardinality() == MONTHS && days.cardinality() == DAYS;
  }
}
