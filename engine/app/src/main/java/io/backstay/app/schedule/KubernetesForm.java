package io.backstay.app.schedule;

import io.backstay.app.schedule.Agenda.Appointment;
import io.backstay.plan.Trigger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * CronJobs of Kubernetes, one for each line of a cron.
 *
 * @param clock the time
 * @param checkout what the image has a copy of
 * @param image has backstay, and the project
 */
public record KubernetesForm(Clock clock, Path checkout, String image) implements Form {
  /** Kubernetes adds eleven characters to the names of what it makes of it. */
  private static final int LONGEST_NAME = 52;

  private static final String POD = " ".repeat(10);
  private static final String CONTAINER = " ".repeat(14);
  private static final Path PROJECT = Path.of("/project");

  @Override
  public List<Piece> pieces(Agenda agenda) {
    return agenda.appointments().stream().flatMap(it -> jobs(agenda, it).stream()).toList();
  }

  private List<Piece> jobs(Agenda agenda, Appointment appointment) {
    Away away = Away.byClockOf(agenda.zone(), appointment.trigger().due(), clock.instant());
    List<Piece> jobs = new ArrayList<>();
    for (String line : away.lines()) {
      String number = jobs.isEmpty() ? "" : "--" + (jobs.size() + 1);
      jobs.add(job(agenda, appointment, appointment.name() + number, away, line));
    }
    return jobs;
  }

  private Piece job(Agenda agenda, Appointment appointment, String job, Away away, String line) {
    if (job.length() > LONGEST_NAME) {
      throw Trouble.unsayable(
          "`" + job + "` is too long a name for a CronJob", "52 characters are the most");
    }
    String name = job + ".yaml";
    String text =
        "---\n"
            + Piece.head(name, agenda.mark().in(checkout))
            + "# When: %s\n%s\n"
                .formatted(agenda.says(appointment.trigger()), away.says(agenda.zone()))
            + """
            apiVersion: batch/v1
            kind: CronJob
            metadata:
              name: %s
              labels: {app.kubernetes.io/name: backstay}
            spec:
              schedule: %s
              timeZone: %s
              concurrencyPolicy: Forbid
            %s  successfulJobsHistoryLimit: 3
              failedJobsHistoryLimit: 3
            """
                .formatted(
                    Quoted.yaml(job),
                    Quoted.yaml(line),
                    Quoted.yaml(away.zone()),
                    missed(appointment.trigger()))
            + template(appointment.call().upTo(appointment.trigger().jitter()))
            + volumes(agenda);
    return new Piece(name, agenda.mark(), text);
  }

  private String template(Call call) {
    return """
      jobTemplate:
        spec:
          # A run that failed has been undone and told; a second one is for people to start.
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 600
              containers:
                - name: backstay
                  # Has backstay on its path, and in %s the project with its backstay.yaml.
                  image: %s
                  workingDir: %s
                  command: %s
    """
        .formatted(PROJECT, Quoted.yaml(image), PROJECT, Quoted.kubernetes(words(call)));
  }

  private List<String> words(Call call) {
    List<String> words = new ArrayList<>(call.away(checkout));
    words.add("--state-dir=/var/lib/backstay");
    return words;
  }

  /** Without a deadline the newest of those that were missed is made up for. */
  private static String missed(Trigger trigger) {
    return trigger.catchUp() == Trigger.CatchUp.LATEST ? "" : "  startingDeadlineSeconds: 3600\n";
  }

  private String volumes(Agenda agenda) {
    Path evidence = agenda.evidence();
    String text =
        CONTAINER
            + "# Journals, locks and the key that sets are signed with outlive the job.\n"
            + CONTAINER
            + "volumeMounts:\n"
            + mount("state", "/var/lib/backstay");
    if (evidence == null) {
      return text + POD + "volumes:\n" + claim("state");
    }
    String place = PROJECT.resolve(Away.place(evidence, checkout)).toString();
    return text
        + CONTAINER
        + "  # The evidence is kept however the drill has ended.\n"
        + mount("evidence", place)
        + POD
        + "volumes:\n"
        + claim("state")
        + claim("evidence");
  }

  private static String mount(String name, String place) {
    return CONTAINER + "  - {name: %s, mountPath: %s}\n".formatted(name, Quoted.yaml(place));
  }

  private static String claim(String name) {
    return POD
        + "  - {name: %s, persistentVolumeClaim: {claimName: backstay-%s}}\n".formatted(name, name);
  }
}
