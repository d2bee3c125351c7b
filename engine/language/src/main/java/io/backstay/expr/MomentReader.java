package io.backstay.expr;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads timestamps: RFC 3339, or date and time with a space between them. Without an offset the
 * time is that of a zone, and then it must have happened there exactly once.
 */
final class MomentReader {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?)"
              + " ?([Zz]|[+-][0-9]{2}:?[0-9]{2})?");
  private static final Pattern LOOSE =
      Pattern.compile(
          "([0-9]{4})([-/.]?)([0-9]{2})\\2([0-9]{2})"
              + "(?:[Tt _-]?([0-9]{2}):?([0-9]{2})(?::?([0-9]{2}))?)? ?([Zz]|[+-][0-9]{2}:?[0-9]{2})?");

  private MomentReader() {}

  static Parsed<Value.Moment> read(String text, ZoneId zone) {
    Matcher written = WRITTEN.matcher(text);
    if (text.length() > Misread.LONGEST || !written.matches()) {
      return bad(text, zone, "expected RFC 3339 or yyyy-MM-dd HH:mm:ss");
    }
    try {
      LocalDateTime time = LocalDateTime.parse(written.group(1) + "T" + written.group(2));
      String offset = written.group(3);
      return offset == null
          ? local(text, time, zone)
          : ok(time.atZone(ZoneOffset.of(offset.toUpperCase(Locale.ROOT))));
    } catch (DateTimeException impossible) {
      return bad(text, zone, "there is no such day, time or offset");
    }
  }

  /** A time that the clocks skip or show twice is refused: no restore may be an hour off. */
  private static Parsed<Value.Moment> local(String text, LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    if (change == null) {
      return ok(time.atZone(zone));
    }
    String what = change.isGap() ? "the clocks skip this time" : "the clocks show this time twice";
    return new Parsed.Bad<>(
        Misread.whole(text, Kind.TIMESTAMP)
            .label(what)
            .note("in " + zone + " the clocks change at " + change.getDateTimeBefore())
            .help(
                "write the offset: `%s%s` or `%s%s`"
                    .formatted(text, change.getOffsetBefore(), text, change.getOffsetAfter())));
  }

  private static Parsed<Value.Moment> ok(ZonedDateTime time) {
    return new Parsed.Ok<>(new Value.Moment(time));
  }

  private static Parsed<Value.Moment> bad(String text, ZoneId zone, String label) {
    Finding finding = Misread.whole(text, Kind.TIMESTAMP).label(label);
    return new Parsed.Bad<>(guess(text.strip(), zone).map(finding::didYouMean).orElse(finding));
  }

  /** Dates alone, stamps of backups and other separators. */
  private static Optional<String> guess(String text, ZoneId zone) {
    Matcher loose = LOOSE.matcher(text);
    if (!loose.matches()) {
      return Optional.empty();
    }
    String guess =
        "%s-%s-%s %s:%s:%s%s"
            .formatted(
                loose.group(1),
                loose.group(3),
                loose.group(4),
                or(loose.group(5), "00"),
                or(loose.group(6), "00"),
                or(loose.group(7), "00"),
                or(loose.group(8), ""));
    return Optional.of(guess).filter(it -> !it.equals(text) && read(it, zone) instanceof Parsed.Ok);
  }

  private static String or(@Nullable String group, String otherwise) {
    return group == null ? otherwise : group;
  }
}
