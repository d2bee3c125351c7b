package io.backstay.app;

import io.backstay.plan.Trigger;
import io.backstay.program.Preview;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Begins plans and drills when they are due, each in a process of its own: what one of them does to
 * its process, no other feels. It looks once a minute, so that it does not matter whether a clock
 * was set, a host slept or a plan was changed.
 */
final class Serving {
  private final Session session;
  private final Scheduled scheduled;

  /** Plans that are being run, or wait to be: one is not begun twice. */
  private final Set<Path> going = ConcurrentHashMap.newKeySet();

  Serving(Session session, Scheduled scheduled) {
    this.session = session;
    this.scheduled = scheduled;
  }

  /** Says what is due when. */
  void announce() {
    List<Map<String, Object>> all = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Loader.Loaded plan : scheduled.now()) {
      Preview.Due next = new Timetable(session, plan).next(session.clock().instant(), 1).getFirst();
      all.add(Map.of("plan", title(plan), "next", next.at()));
      text.append("%s  %s%n".formatted(next.at(), title(plan)));
    }
    if (all.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID, "no plan here has a schedule", "schedule: [{cron: '0 2 * * *'}]");
    }
    session.result(text.toString(), all);
  }

  /** Goes on until the process is stopped; what is being run then is undone first. */
  ExitCode untilStopped() {
    try {
      while (true) {
        scheduled.now().forEach(this::look);
        Instant now = Instant.now();
        Thread.sleep(
            Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private void look(Loader.Loaded plan) {
    Path file = plan.head().file();
    try {
      Timetable timetable = new Timetable(session, plan);
      if (going.contains(file) || timetable.due().isEmpty()) {
        return;
      }
      going.add(file);
      Duration pause = jitter(timetable.triggers().values());
      Thread.ofVirtual().start(() -> begin(plan, pause));
    } catch (Failure failure) {
      session.note(title(plan) + ": " + failure.message());
    }
  }

  /** As long as its schedule lets chance decide. */
  private Duration jitter(Collection<List<Trigger>> times) {
    long most =
        times.stream()
            .flatMap(List::stream)
            .mapToLong(trigger -> trigger.jitter().toMillis())
            .max()
            .orElse(0);
    return Duration.ofMillis(most == 0 ? 0 : session.random().nextLong(most));
  }

  private void begin(Loader.Loaded plan, Duration pause) {
    try {
      Thread.sleep(pause);
      int exit = Offspring.run(List.of(), words(plan));
      if (exit != ExitCode.OK.code()) {
        session.note("%s ended with exit %d".formatted(title(plan), exit));
      }
    } catch (IOException e) {
      session.note(title(plan) + " cannot be started: " + e.getMessage());
    } catch (InterruptedException | IllegalStateException e) {
      // This process is ending: whoever takes its place begins what is due.
    } finally {
      going.remove(plan.head().file());
    }
  }

  /** It looks itself whether it is due still, and what of it. */
  private List<String> words(Loader.Loaded plan) {
    List<String> here = new Agendas(session, Path.of("backstay")).call(plan).here();
    List<String> words = new ArrayList<>(here.subList(1, here.size()));
    if (session.json()) {
      words.addAll(List.of("-o", "ndjson"));
    }
    return words;
  }

  private static String title(Loader.Loaded plan) {
    return (plan.drill() == null ? "run " : "drill ") + plan.head().identity();
  }
}
