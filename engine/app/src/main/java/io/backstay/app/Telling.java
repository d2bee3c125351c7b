package io.backstay.app;

import io.backstay.plan.Told;
import io.backstay.program.Lowering;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Notification;
import io.backstay.spi.Notification.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells people how a run ended, which nothing that goes wrong here can change. */
final class Telling {
  private final Session session;
  private final Loader.Loaded loaded;

  Telling(Session session, Loader.Loaded loaded) {
    this.session = session;
    this.loaded = loaded;
  }

  void of(RunRecord run, Program program) {
    Trouble cause = run.cause();
    Facts failure =
        cause == null ? null : new Facts(Map.of("step", failed(run), "message", cause.message()));
    Event event = event(run.state());
    Notification news = news(run, event);
    new Lowering(loaded.plan(), loaded.variables(), program.run())
        .told(failure).stream()
            .filter(told -> told.events().contains(event))
            .forEach(told -> tell(told, news, session.look(loaded)));
  }

  private static String failed(RunRecord run) {
    return run.steps().values().stream()
        .filter(step -> step.outcome() instanceof io.backstay.run.StepOutcome.Failed)
        .map(RunRecord.Step::id)
        .findFirst()
        .orElse("");
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

  private static Notification news(RunRecord run, Event event) {
    Instant began = run.started().run().startedAt();
    Instant ended = Objects.requireNonNullElse(run.ended(), began);
    Trouble cause = run.cause();
    return new Notification(
        event,
        run.started().plan().name(),
        run.started().plan().kind(),
        run.id(),
        run.state().word(),
        began,
        Duration.between(began, ended),
        run.started().run().host(),
        cause == null ? "" : cause.message());
  }
}
