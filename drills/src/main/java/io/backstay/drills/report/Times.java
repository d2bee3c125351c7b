package io.backstay.drills.report;

import io.backstay.expr.Human;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as reports show them: in UTC, because auditors and hosts are anywhere. */
final class Times {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  static String text(@Nullable Duration span) {
    return span == null ? "—" : Human.measured(span);
  }

  static String text(@Nullable Instant moment) {
    return moment == null ? "—" : MOMENT.format(moment);
  }
}
