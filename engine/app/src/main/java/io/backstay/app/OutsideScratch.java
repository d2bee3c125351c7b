package io.backstay.app;

import io.backstay.drill.Publication;
import io.backstay.plan.Drill;
import io.backstay.plan.Told;
import io.backstay.program.DrillLowering;
import io.backstay.program.Lowering;
import io.backstay.spi.Facts;
import io.backstay.spi.Notification.Event;
import io.backstay.spi.RunInfo;
import io.backstay.spi.StoreRef;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a drill does that is not undone with its scratch: it says so before. */
final class OutsideScratch {
  /** Some are only told of a failure, and say so by what they know of it. */
  private static final Facts SOME_FAILURE = new Facts(Map.of("step", "?", "message", "?"));

  /** What only runs of plans come to. */
  private static final Set<Event> OF_DRILLS = EnumSet.complementOf(EnumSet.of(Event.WARNING));

  private final Session session;
  private final Loader.Loaded loaded;
  private final Drill drill;

  OutsideScratch(Session session, Loader.Loaded loaded, Drill drill) {
    this.session = session;
    this.loaded = loaded;
    this.drill = drill;
  }

  /** All of it, in the order in which it happens. */
  List<String> all(RunInfo run) {
    Set<String> all = new LinkedHashSet<>();
    if (FreshSet.asked(loaded).isPresent()) {
      all.add(
          "before it, the Backup `%s` makes a set, without its `prune`"
              .formatted(drill.backupPlan().name()));
    }
    StoreRef publish = new DrillWords(loaded, drill).report().publish();
    if (publish != null) {
      all.add(
          "the evidence goes to `%s`, too: %s"
              .formatted(publish.name(), Publication.place(drill.name())));
    }
    DrillLowering own =
        new DrillLowering(drill, loaded.variables(), run, session.scratch(run.id()));
    Lowering backup = new Lowering(drill.backupPlan(), loaded.variables(), run);
    all.addAll(told(own::told, OF_DRILLS));
    all.addAll(told(backup::told, EnumSet.of(Event.DRILL_PASSED, Event.DRILL_FAILED)));
    return List.copyOf(all);
  }

  private static List<String> told(Function<@Nullable Facts, List<Told>> who, Set<Event> of) {
    Set<String> all = new LinkedHashSet<>();
    for (Facts failure : new @Nullable Facts[] {null, SOME_FAILURE}) {
      for (Told told : who.apply(failure)) {
        Set<Event> events = EnumSet.copyOf(of);
        events.retainAll(told.events());
        if (!events.isEmpty()) {
          all.add(
              "%s (%s) is told: %s".formatted(told.notifier().says(), told.name(), words(events)));
        }
      }
    }
    return List.copyOf(all);
  }

  private static String words(Set<Event> events) {
    return events.stream()
        .map(event -> event.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }
}
