package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.app.schedule.Agenda;
import io.backstay.app.schedule.Agenda.Appointment;
import io.backstay.app.schedule.Call;
import io.backstay.app.schedule.CrontabForm;
import io.backstay.app.schedule.Mark;
import io.backstay.expr.Parsed;
import io.backstay.plan.Cron;
import io.backstay.plan.Trigger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten years of the simplest of all crons: it looks at the clock on the wall each minute, calls what
 * is on the line, and knows nothing of clocks that change.
 */
final class ScheduleYearsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 2);
  private static final LocalDate END = LocalDate.of(2036, 1, 1);

  @ParameterizedTest
  @CsvSource({
    "Europe/Rome, Europe/Rome, 30 2 * * *",
    "Europe/Rome, Europe/Rome, 0 2 * * *",
    "Europe/Rome, Etc/UTC, 30 2 * * *",
    "Etc/UTC, Europe/Rome, 30 1 * * *",
    "America/New_York, America/New_York, 15 2 * * *",
    "America/New_York, Asia/Tokyo, 15 2 * * 1",
    "America/Santiago, America/Santiago, 30 0 * * *",
    "America/Havana, America/Havana, 0 0 1 * *",
    "Pacific/Chatham, Pacific/Chatham, 45 2 * * *",
    "Pacific/Chatham, Europe/Rome, 45 2 1 1 *",
    "Australia/Lord_Howe, Australia/Lord_Howe, 15 2 * * *",
    "Australia/Lord_Howe, America/St_Johns, 15 2 13 * 5",
    "Africa/Casablanca, Africa/Casablanca, 30 2 * * *",
    "Africa/Cairo, Africa/Cairo, 0 0 * * *",
    "Asia/Gaza, Asia/Gaza, 30 1 * * *",
    "Asia/Kolkata, Europe/London, '0 9 2 1,4,7,10 *'",
    "Antarctica/Troll, Antarctica/Troll, 30 1 * * *",
    "Europe/Dublin, Europe/Dublin, 30 1 * * *",
    "Atlantic/Azores, Atlantic/Azores, 0 0 * * *",
    "Asia/Beirut, Asia/Beirut, 0 0 * * *",
    "America/Nuuk, America/Nuuk, 30 23 * * *",
  })
  void everyTimeIsKeptOnce(ZoneId zone, ZoneId wall, String cron) {
    Trigger trigger = new Trigger(cron, null, Duration.ZERO, Trigger.CatchUp.NONE, null);
    Due atFirst = new Due(zone, START);

    List<Instant> done = new ArrayList<>();
    Optional<Instant> last = Optional.of(START);
    for (Instant call : calls(zone, wall, trigger)) {
      if (new Due(atFirst.zone(), call).is(List.of(trigger), last)) {
        last = Optional.of(call.plusMillis(300));
        done.add(call);
      }
    }

    List<Instant> due = new ArrayList<>();
    Instant until = END.atStartOfDay(ZoneOffset.UTC).toInstant().minus(Duration.ofDays(2));
    Instant next = trigger.due().next(FIRST.plusDays(1).atStartOfDay(zone)).toInstant();
    while (next.isBefore(until)) {
      due.add(next);
      next = trigger.due().next(next.atZone(zone)).toInstant();
    }
    done.removeIf(it -> it.isBefore(due.getFirst()) || it.isAfter(due.getLast().plusSeconds(3600)));
    for (int i = 0; i < Math.min(due.size(), done.size()); i++) {
      assertThat(Duration.between(due.get(i), done.get(i)))
          .as("%s by %s, done at %s", due.get(i), zone, done.get(i))
          .isBetween(Duration.ZERO, Duration.ofMinutes(45));
    }
    assertThat(done).hasSameSizeAs(due);
  }

  private static Iterable<Instant> calls(ZoneId zone, ZoneId wall, Trigger trigger) {
    TreeSet<Instant> calls = new TreeSet<>();
    String text =
        new CrontabForm(Clock.fixed(START, ZoneOffset.UTC), wall)
            .pieces(agenda(zone, trigger))
            .getFirst()
            .text();
    for (String line : text.lines().filter(it -> !it.startsWith("#")).toList()) {
      String[] words = line.split(" ", 6);
      String fields = String.join(" ", List.of(words).subList(0, 5));
      Cron cron = ((Parsed.Ok<Cron>) Cron.parse(fields)).value();
      for (LocalDate day = FIRST; day.isBefore(END); day = on(cron, day.plusDays(1))) {
        for (LocalTime time : on(cron, day).equals(day) ? cron.times() : List.<LocalTime>of()) {
          LocalDateTime shown = day.atTime(time);
          wall.getRules().getValidOffsets(shown).forEach(it -> calls.add(shown.toInstant(it)));
        }
      }
    }
    return calls;
  }

  /** The first day from one on that it calls on; by a clock that never changes. */
  private static LocalDate on(Cron cron, LocalDate from) {
    return cron.next(from.atStartOfDay(ZoneOffset.UTC).minusMinutes(1)).toLocalDate();
  }

  private static Agenda agenda(ZoneId zone, Trigger trigger) {
    Path plan = Path.of("/shop.backup.yaml");
    Call call = new Call(Path.of("/b"), "run", plan, List.of(), List.of(), List.of());
    return new Agenda(
        new Mark("Backup", "shop", plan),
        zone,
        null,
        List.of(new Appointment("backstay-shop", "run shop", call, trigger)));
  }
}
