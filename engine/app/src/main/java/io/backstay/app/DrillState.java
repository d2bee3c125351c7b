package io.backstay.app;

import io.backstay.expr.Human;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a drill stands.
 *
 * @param drill its name
 * @param plan whose sets it restores
 * @param last id of the newest one; null when there was none
 * @param at when that was; null when there was none
 * @param verdict how it ended; null when there was none
 * @param due when the next one is; null when nothing says
 * @param age of the last one; null when there was none
 * @param trouble what somebody has to see to; null when nothing
 * @param warning whether that only warns
 */
record DrillState(
    String drill,
    String plan,
    @Nullable String last,
    @Nullable Instant at,
    @Nullable String verdict,
    @Nullable Instant due,
    @Nullable String age,
    @Nullable String trouble,
    boolean warning) {

  /** A warning is said, and is no trouble. */
  boolean fine() {
    return trouble == null || warning;
  }

  /** Nothing is said at all. */
  boolean quiet() {
    return trouble == null;
  }

  String text() {
    String word = trouble == null ? "ok" : warning ? "warning" : "TROUBLE";
    String head =
        "%-9s %-20s %s".formatted(word, "drill " + drill, at == null ? "never ran" : ended());
    return Stream.of(head, due == null ? "" : "due " + due, trouble == null ? "" : trouble)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n          "));
  }

  private String ended() {
    return "%s, %s %s ago".formatted(last, verdict, age);
  }

  static String age(Instant at, Instant now) {
    return Human.age(Duration.between(at, now));
  }
}
