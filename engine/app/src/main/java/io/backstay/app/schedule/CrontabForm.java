package io.backstay.app.schedule;

import io.backstay.app.schedule.Agenda.Appointment;
import io.backstay.plan.Cron;
import io.backstay.plan.Trigger;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a crontab.
 *
 * @param clock the time
 * @param host by whose clock cron works here
 */
public record CrontabForm(Clock clock, ZoneId host) implements Form {
  /** The marks in front of the lines of a plan, and behind them. */
  static final String BEGIN = "# BEGIN ";

  static final String END = "# END ";

  /** Not when everybody else does everything. */
  private static final String EACH_HOUR = "17 * * * *";

  @Override
  public List<Piece> pieces(Agenda agenda) {
    List<String> lines = new ArrayList<>();
    lines.add(BEGIN + agenda.mark());
    lines.add(
        "# `backstay schedule` writes what is between these marks. By the clock of this host,");
    lines.add("# " + host.getId() + "; a call that comes when nothing is due does nothing.");
    agenda.appointments().forEach(it -> add(agenda, it, lines));
    lines.add(END + agenda.mark());
    String text = String.join("\n", lines) + "\n";
    return List.of(new Piece(Piece.CRONTAB, agenda.mark(), text));
  }

  private void add(Agenda agenda, Appointment appointment, List<String> lines) {
    Trigger trigger = appointment.trigger();
    String command = Quoted.crontab(appointment.call().upTo(trigger.jitter()).here());
    lines.add("# " + appointment.title() + ": " + agenda.says(trigger));
    CronLine.generous(calls(trigger.due(), agenda.zone()))
        .forEach(fields -> lines.add(fields + " " + command));
    if (trigger.catchUp() == Trigger.CatchUp.LATEST) {
      lines.add("# what the host was down for is caught up within the hour");
      lines.add(EACH_HOUR + " " + command);
    }
  }

  private Calls calls(Cron due, ZoneId zone) {
    return zone.getRules().equals(host.getRules())
        ? Calls.byOwnClock(due, zone, clock.instant())
        : Calls.byOtherClock(due, zone, host, clock.instant());
  }
}
