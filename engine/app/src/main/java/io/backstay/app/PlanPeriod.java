package io.backstay.app;

import io.backstay.expr.Human;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a plan in some time.
 *
 * @param standing how it stands now
 * @param backups how its runs ended
 * @param restores how restores of its sets ended
 * @param drills verdicts of the drills with its sets
 * @param gap longest time from the start of one run that succeeded to that of the next; null when
 *     none did
 * @param promised the longest such time that was promised; null when nothing was
 * @param bytes kept now, in all stores
 * @param upkeep who looks after it, by what is said of that
 */
record PlanPeriod(
    Standing standing,
    Tally backups,
    Tally restores,
    Tally drills,
    @Nullable Duration gap,
    @Nullable Duration promised,
    long bytes,
    Map<String, String> upkeep) {

  String text() {
    return standing.text()
        + facts().entrySet().stream()
            .map(fact -> "\n          %-12s %s".formatted(fact.getKey(), fact.getValue()))
            .collect(Collectors.joining());
  }

  /** In words, by what they are about. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("backups", backups.text());
    facts.put("longest gap", said(gap) + (broken() ? ", more than the RPO of " : ", RPO ") + rpo());
    facts.put("restores", restores.text());
    facts.put("drills", drills.text());
    facts.put("kept", Human.size(bytes));
    facts.putAll(upkeep);
    return facts;
  }

  private boolean broken() {
    return promised != null && (gap == null || gap.compareTo(promised) > 0);
  }

  private String rpo() {
    return promised == null ? "not promised" : Human.duration(promised);
  }

  private static String said(@Nullable Duration gap) {
    return gap == null ? "no backup succeeded" : Human.age(gap);
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("standing", standing);
    document.put("backups", backups.endings());
    document.put("restores", restores.endings());
    document.put("drills", drills.endings());
    document.put("longestGapSeconds", gap == null ? null : gap.toSeconds());
    document.put("rpoSeconds", promised == null ? null : promised.toSeconds());
    document.put("bytes", bytes);
    document.put("upkeep", upkeep);
    return document;
  }
}
