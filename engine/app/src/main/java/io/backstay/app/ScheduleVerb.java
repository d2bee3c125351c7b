package io.backstay.app;

import io.backstay.app.schedule.Agenda;
import io.backstay.app.schedule.Mark;
import io.backstay.app.schedule.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class ScheduleVerb extends Verb {
  /** What is done about schedules. */
  enum Action {
    INSTALL,
    STATUS,
    REMOVE,
    EXPORT
  }

  private @Nullable Action action;
  private String plan = "";
  private String format = "";
  private @Nullable Path to;
  private @Nullable Path command;
  private String image = "";
  private boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Let cron, systemd or CI run plans and drills when they are due.");
    syntax.parameter(
        "install|status|remove|export",
        Action.class,
        "Write it, look at it, take it away, or only print what install would write.",
        value -> action = value);
    syntax.optional(
        "plan",
        String.class,
        "Name or path of a Backup or a Drill; default: all that have a schedule.",
        value -> plan = value);
    syntax.option(
        "--format",
        "format",
        String.class,
        "crontab, systemd, kubernetes or github-actions; default: crontab, and where one only"
            + " looks, all that are here.",
        value -> format = value);
    syntax.option(
        "--to",
        "directory",
        Path.class,
        "Write files there, and tell nobody.",
        value -> to = value);
    syntax.option(
        "--command",
        "path",
        Path.class,
        "What starts backstay on this host; default: what has started it now.",
        value -> command = value);
    syntax.option(
        "--image",
        "image",
        String.class,
        "For kubernetes: an image that has backstay, and the project in /project.",
        value -> image = value);
    syntax.flag(
        "-n, --dry-run", "Only say what would be written and removed.", given -> dryRun = given);
  }

  @Override
  ExitCode run(Session session) {
    try {
      return act(session);
    } catch (Trouble trouble) {
      ExitCode exit =
          switch (trouble.why()) {
            case UNSAYABLE -> ExitCode.INVALID;
            case FOREIGN -> ExitCode.REFUSED;
            case UNABLE -> ExitCode.FAILED;
          };
      throw new Stop(exit, String.valueOf(trouble.getMessage()), trouble.help());
    }
  }

  private ExitCode act(Session session) {
    Objects.requireNonNull(action, "a parameter has to be given");
    Sites sites = new Sites(session, to, image);
    List<Loader.Loaded> plans = plans(session);
    if (action == Action.REMOVE) {
      List<Mark> marks = plans.stream().map(each -> Agendas.mark(each.head())).toList();
      return new Unscheduling(session, plan.isEmpty() ? null : marks, dryRun)
          .at(sites.of(format, true));
    }
    List<Agenda> agendas = agendas(session, plans);
    return switch (action) {
      case EXPORT -> new Scheduling(session, agendas, dryRun).print(sites.form(format));
      case INSTALL ->
          new Scheduling(session, agendas, dryRun).at(sites.of(format, false).getFirst());
      default -> new ScheduleStatus(session, agendas, plan.isEmpty()).at(sites.of(format, true));
    };
  }

  private List<Agenda> agendas(Session session, List<Loader.Loaded> plans) {
    Agendas all = new Agendas(session, Sites.program(session, format, command));
    List<Agenda> agendas = plans.stream().flatMap(each -> all.of(each).stream()).toList();
    if (agendas.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          plan.isEmpty() ? "no plan here has a schedule" : "`" + plan + "` has no schedule",
          "schedule: [{cron: '0 2 * * *'}]");
    }
    return agendas;
  }

  private List<Loader.Loaded> plans(Session session) {
    PlanFiles files = new PlanFiles(session.directory(), root.dir);
    return files.timed(plan).stream().map(file -> new Loader(session).load(file)).toList();
  }
}
