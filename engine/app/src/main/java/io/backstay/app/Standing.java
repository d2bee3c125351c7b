package io.backstay.app;

import io.backstay.survey.Monitors;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan and how it stands; a level never stands without when it was proven. */
record Standing(
    String plan,
    @Nullable String newestSet,
    @Nullable String age,
    @Nullable String level,
    @Nullable String provenAgo,
    int sets,
    boolean listed,
    List<String> troubles,
    List<Monitors.Alarm> alarms) {
  /** A warning is said, and is no trouble. */
  boolean fine() {
    return troubles.isEmpty() && alarms.stream().allMatch(Monitors.Alarm::warning);
  }

  private String word() {
    return fine() ? alarms.isEmpty() ? "ok" : "warning" : "TROUBLE";
  }

  private Stream<String> lines() {
    return Stream.concat(troubles.stream(), alarms.stream().map(Standing::text));
  }

  private static String text(Monitors.Alarm alarm) {
    String name = alarm.alert() == null ? alarm.name() : alarm.alert();
    return name + (alarm.warning() ? " (warning): " : ": ") + alarm.what();
  }

  /** The newest set, and how many there are. */
  String newest() {
    String newest =
        newestSet == null
            ? "no set"
            : "%s, %s old, %s %s ago".formatted(newestSet, age, level, provenAgo);
    return newest + " (" + sets + " sets)";
  }

  String text() {
    String head = "%-9s %-20s %s".formatted(word(), plan, newest());
    return Stream.concat(Stream.of(head), lines()).collect(Collectors.joining("\n          "));
  }
}
