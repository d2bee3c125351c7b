package io.backstay.app.schedule;

import io.backstay.app.schedule.Agenda.Appointment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Workflows of GitHub Actions, one for each time.
 *
 * @param clock the time
 * @param checkout what is checked out there
 */
public record GithubForm(Clock clock, Path checkout) implements Form {
  @Override
  public List<Piece> pieces(Agenda agenda) {
    return agenda.appointments().stream().map(it -> workflow(agenda, it)).toList();
  }

  private Piece workflow(Agenda agenda, Appointment appointment) {
    String name = appointment.name() + ".yml";
    Away away = Away.byUtc(agenda.zone(), appointment.trigger().due(), clock.instant());
    String times =
        away.lines().stream()
            .map(line -> "    - cron: " + Quoted.yaml(line) + "\n")
            .collect(Collectors.joining());
    String text =
        Piece.head(name, agenda.mark().in(checkout))
            + "# When: %s\n%s\n"
                .formatted(agenda.says(appointment.trigger()), away.says(agenda.zone()))
            + """
            name: %s
            on:
              schedule:
            %s  workflow_dispatch: {}
            permissions:
              contents: read
            # Only one at a time; the one that is running is not stopped for the next.
            concurrency:
              group: %s
              cancel-in-progress: false
            """
                .formatted(
                    Quoted.yaml("backstay " + appointment.title()),
                    times,
                    Quoted.yaml(appointment.name()))
            + job(appointment)
            + evidence(agenda, appointment);
    return new Piece(name, agenda.mark(), text);
  }

  private String job(Appointment appointment) {
    Call call = appointment.call().upTo(appointment.trigger().jitter());
    return """
    jobs:
      backstay:
        # One that reaches the stores, has the secrets, and finds backstay on its path.
        runs-on: self-hosted
        timeout-minutes: 720
        steps:
          - uses: actions/checkout@v4
          - name: %s
            run: %s
    """
        .formatted(Quoted.yaml(appointment.title()), Quoted.github(call.away(checkout)));
  }

  private String evidence(Agenda agenda, Appointment appointment) {
    Path evidence = agenda.evidence();
    if (evidence == null) {
      return "";
    }
    return """
          # The evidence is kept however the drill has ended.
          - uses: actions/upload-artifact@v4
            if: always()
            with:
              name: %s
              path: %s
              if-no-files-found: error
              retention-days: 90
    """
        .formatted(
            Quoted.yaml("evidence-" + appointment.name()),
            Quoted.pattern(Away.place(evidence, checkout)));
  }
}
