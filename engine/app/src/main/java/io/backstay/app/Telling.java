package io.backstay.app;

import io.backstay.drill.DrillReporter;
import io.backstay.plan.Drill;
import io.backstay.plan.Told;
import io.backstay.program.DrillLowering;
import io.backstay.program.Lowering;
import io.backstay.run.RunEvent;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.run.StepOutcome;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Notification;
import io.backstay.spi.Notification.Event;
import io.backstay.spi.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells people that a run began and how it ended, which nothing that goes wrong here can change.
 */
final class Telling {
  private final Session session;
  private final Loader.Loaded loaded;

  Telling(Session session, Loader.Loaded loaded) {
    this.session = session;
    this.loaded = loaded;
  }

  /** A run has begun. */
  void began(RunEvent.RunStarted run) {
    Notification news =
        new Notification(
            Event.STARTED,
            run.plan().name(),
            run.plan().kind(),
            run.run().id(),
            "started",
            run.run().startedAt(),
            Duration.ZERO,
            run.run().host(),
            "");
    tell(EnumSet.of(Event.STARTED), own(run.run(), null), news);
  }

  /** A run of a plan has ended. */
  void ended(RunRecord run) {
    Event event = event(run.state());
    Trouble cause = run.cause();
    String summary = cause == null ? "" : cause.message();
    List<Told> own = own(run.started().run(), failure(run));
    tell(EnumSet.of(event), own, news(run, event, run.state().word(), summary));
  }

  /**
   * A drill has ended, and was judged. Whoever the plan tells of its drills is told, too.
   *
   * @param summary what was found; empty when nothing was
   */
  void judged(Drill drill, RunRecord run, DrillReporter.Verdict verdict, String summary) {
    Event event = event(verdict);
    String state = verdict.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    Notification news = news(run, event, state, summary);
    RunInfo info = run.started().run();
    Facts failure = failure(run);
    tell(meant(event), own(info, failure), news);
    if (event != Event.ATTENTION) {
      Lowering plan = new Lowering(drill.backupPlan(), loaded.variables(), info);
      tell(EnumSet.of(event), plan.told(failure), news);
    }
  }

  /** In a drill the words of all plans mean what they mean for drills. */
  private static Set<Event> meant(Event event) {
    return switch (event) {
      case DRILL_PASSED -> EnumSet.of(event, Event.SUCCESS);
      case DRILL_FAILED -> EnumSet.of(event, Event.FAILURE);
      default -> EnumSet.of(event);
    };
  }

  private List<Told> own(RunInfo run, @Nullable Facts failure) {
    Drill drill = loaded.drill();
    return drill == null
        ? new Lowering(loaded.plan(), loaded.variables(), run).told(failure)
        : new DrillLowering(drill, loaded.variables(), run, session.scratch(run.id()))
            .told(failure);
  }

  private static @Nullable Facts failure(RunRecord run) {
    Trouble cause = run.cause();
    return cause == null
        ? null
        : new Facts(Map.of("step", failed(run), "message", cause.message()));
  }

  private static String failed(RunRecord run) {
    return run.steps().values().stream()
        .filter(step -> step.outcome() instanceof StepOutcome.Failed)
        .map(RunRecord.Step::id)
        .findFirst()
        .orElse("");
  }

  private void tell(Set<Event> events, List<Told> all, Notification news) {
    all.stream()
        .filter(told -> told.events().stream().anyMatch(events::contains))
        .forEach(told -> tell(told, news, session.look(loaded)));
  }

  private void tell(Told told, Notification news, Look look) {
    try {
      told.notifier().tell(news, look);
      session.note("  told %s (%s)".formatted(told.notifier().says(), told.name()));
    } catch (Failure failure) {
      session.note("  R760: " + failure.message());
      Optional.ofNullable(failure.help()).ifPresent(help -> session.note("        " + help));
    }
  }

  private static Event event(RunState state) {
    return switch (state) {
      case OK -> Event.SUCCESS;
      case WARNED -> Event.WARNING;
      case ATTENTION -> Event.ATTENTION;
      default -> Event.FAILURE;
    };
  }

  private static Event event(DrillReporter.Verdict verdict) {
    return switch (verdict) {
      case PASSED -> Event.DRILL_PASSED;
      case FAILED, NOT_STARTED -> Event.DRILL_FAILED;
      case ATTENTION -> Event.ATTENTION;
    };
  }

  private static Notification news(RunRecord run, Event event, String state, String summary) {
    Instant began = run.started().run().startedAt();
    Instant ended = Objects.requireNonNullElse(run.ended(), began);
    return new Notification(
        event,
        run.started().plan().name(),
        run.started().plan().kind(),
        run.id(),
        state,
        began,
        Duration.between(began, ended),
        run.started().run().host(),
        summary);
  }
}
