package io.backstay.app.schedule;

import io.backstay.app.schedule.Agenda.Appointment;
import io.backstay.plan.Cron;
import io.backstay.plan.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Timers of systemd, each with its service.
 *
 * @param clock the time
 */
public record SystemdForm(Clock clock) implements Form {
  private static final List<String> WEEK = List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat");
  private static final int HOURS = 24;

  @Override
  public List<Piece> pieces(Agenda agenda) {
    return agenda.appointments().stream()
        .flatMap(it -> Stream.of(timer(agenda, it), service(agenda, it)))
        .toList();
  }

  private Piece timer(Agenda agenda, Appointment appointment) {
    Trigger trigger = appointment.trigger();
    String name = appointment.name() + ".timer";
    boolean catchesUp = trigger.catchUp() == Trigger.CatchUp.LATEST;
    String text =
        Piece.head(name, agenda.mark().toString())
            + "# When: %s\n".formatted(agenda.says(trigger))
            + "[Unit]\nDescription=backstay %s, when it is due\n\n[Timer]\n"
                .formatted(description(appointment))
            + calendar(trigger.due(), agenda.zone())
            + "AccuracySec=1s\n"
            + delay(trigger.jitter())
            + "Persistent=%s\n\n[Install]\nWantedBy=timers.target\n".formatted(catchesUp);
    return new Piece(name, agenda.mark(), text);
  }

  private static String delay(Duration jitter) {
    return jitter.isZero() ? "" : "RandomizedDelaySec=%ds\n".formatted(jitter.toSeconds());
  }

  private String calendar(Cron due, ZoneId zone) {
    boolean fixed = zone.normalized() instanceof ZoneOffset;
    List<Calls> calls =
        fixed
            ? Calls.byUtc(due, zone, clock.instant())
            : List.of(Calls.byOwnClock(due, zone, clock.instant()));
    String where = fixed ? "UTC" : zone.getId();
    return calls.stream()
        .flatMap(
            each ->
                days(each.days())
                    .flatMap(
                        days ->
                            each.rows().stream()
                                .map(
                                    row ->
                                        "OnCalendar=%s %s:%s:00 %s\n"
                                            .formatted(
                                                days, hours(row), list(row.minutes()), where))))
        .collect(Collectors.joining());
  }

  /** Where one of two is enough there is a line for each: on one line both have to fit. */
  private static Stream<String> days(Cron.Days days) {
    String week = days.ofWeek().stream().map(WEEK::get).collect(Collectors.joining(","));
    String months = days.months().isEmpty() ? "*" : list(days.months());
    String inMonth =
        "*-%s-%s".formatted(months, days.ofMonth().isEmpty() ? "*" : list(days.ofMonth()));
    if (week.isEmpty()) {
      return Stream.of(inMonth);
    }
    return days.either()
        ? Stream.of(inMonth, week + " *-" + months + "-*")
        : Stream.of(week + " " + inMonth);
  }

  private static String hours(Calls.Row row) {
    return row.hours().size() == HOURS ? "*" : list(row.hours());
  }

  private static String list(List<Integer> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%02d", number))
        .collect(Collectors.joining(","));
  }

  private static String description(Appointment appointment) {
    return appointment.title().replace("%", "%%");
  }

  private static Piece service(Agenda agenda, Appointment appointment) {
    Call call = appointment.call();
    String name = appointment.name() + ".service";
    List<String> resume = new ArrayList<>(List.of(call.program().toString(), "resume"));
    resume.addAll(call.hostOptions());
    resume.addAll(List.of("--undo-only", "--no-input"));
    String text =
        Piece.head(name, agenda.mark().toString())
            + """
            [Unit]
            Description=backstay %s
            After=network-online.target docker.service
            Wants=network-online.target

            [Service]
            Type=oneshot
            ExecStart=%s
            # All processes end with the service, the guard of a run included.
            ExecStopPost=%s
            UMask=0077
            """
                .formatted(
                    description(appointment), Quoted.systemd(call.here()), Quoted.systemd(resume));
    return new Piece(name, agenda.mark(), text);
  }
}
