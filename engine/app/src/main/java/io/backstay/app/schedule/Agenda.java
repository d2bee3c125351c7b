package io.backstay.app.schedule;

import io.backstay.plan.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a plan wants done at certain times.
 *
 * @param mark says in every file whose it is
 * @param zone by whose clock it is due
 * @param evidence the directory with the reports of a drill; null for a backup
 * @param appointments each of the times
 */
public record Agenda(
    Mark mark, ZoneId zone, @Nullable Path evidence, List<Appointment> appointments) {

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Copies the list. */
  public Agenda {
    appointments = List.copyOf(appointments);
  }

  /**
   * Something to be done at certain times.
   *
   * @param name what its files are called
   * @param title what it is, for people
   * @param call how it is done
   * @param trigger when it is due
   */
  public record Appointment(String name, String title, Call call, Trigger trigger) {
    /** Refuses what would be more than a name. */
    public Appointment {
      Quoted.check(title);
      if (!FILE.matcher(name).matches()) {
        throw Trouble.unsayable(
            "`" + name + "` cannot be the name of a file everywhere",
            "let types and environments have names of small letters, digits and hyphens");
      }
    }
  }

  /** What it is, for people. */
  public String title() {
    return mark.kind() + " " + mark.identity();
  }

  /** When something is due next. */
  public ZonedDateTime next(Instant after) {
    return appointments.stream()
        .map(it -> it.trigger().due().next(after.atZone(zone)))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** What the plan says of a time, on one line. */
  String says(Trigger trigger) {
    String cron = trigger.cron();
    String when =
        cron == null
            ? "every " + trigger.every() + " from midnight on"
            : String.join(" ", cron.strip().split("\\s+"));
    return when + ", time zone " + zone.getId();
  }
}
