package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Reconciled;
import io.backstay.run.RunEvent;
import io.backstay.run.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the checks of a drill have compared, value by value, also where they found it good. */
final class Reconciliation {
  private static final int LONGEST = 200;

  private Reconciliation() {}

  static List<Reconciled> of(RunRecord run) {
    return run.checks().stream().flatMap(Reconciliation::of).toList();
  }

  private static Stream<Reconciled> of(RunEvent.CheckMade check) {
    Object expected = check.facts().get("expected").orElse(null);
    Object actual = check.facts().get("actual").orElse(null);
    if (expected == null || actual == null) {
      return Stream.of();
    }
    return actual instanceof Map<?, ?> values
        ? values.entrySet().stream()
            .map(it -> of(check, String.valueOf(it.getKey()), expected, it.getValue()))
        : Stream.of(of(check, "", expected, actual));
  }

  private static Reconciled of(
      RunEvent.CheckMade check, String what, Object expected, @Nullable Object actual) {
    Object own = expected instanceof Map<?, ?> each ? each.get(what) : expected;
    return new Reconciled(check.name(), what, own == null ? "—" : text(own), text(actual));
  }

  private static String text(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text;
  }
}
