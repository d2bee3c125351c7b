package io.backstay.app;

import io.backstay.plan.BackupType;
import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Drill;
import io.backstay.plan.Part;
import io.backstay.plan.Plan;
import io.backstay.plan.Trigger;
import io.backstay.plan.TypeDecl;
import io.backstay.plan.Values;
import io.backstay.program.Preview;
import io.backstay.run.RunRecord;
import io.backstay.spi.Failure;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** When a plan wants what to be done. */
final class Timetable {
  private final Session session;
  private final Loader.Loaded loaded;

  Timetable(Session session, Loader.Loaded loaded) {
    this.session = session;
    this.loaded = loaded;
  }

  /** By whose clock. */
  ZoneId zone() {
    return Objects.requireNonNullElseGet(loaded.head().zone(), ZoneId::systemDefault);
  }

  /** The times by type of backup, in the order of the file; a drill has only one. */
  Map<String, List<Trigger>> triggers() {
    Drill drill = loaded.drill();
    Map<String, List<Trigger>> times = new LinkedHashMap<>();
    if (drill != null) {
      add(times, loaded.type(), new DrillWords(loaded, drill).schedule());
      return times;
    }
    Plan plan = loaded.plan();
    for (String type : plan.types().names()) {
      add(times, type, ofPlan(plan, type));
      TypeDecl declared = plan.types().declared().get(type);
      if (declared != null) {
        BackupType words = value(declared.part());
        add(times, type, words.schedule());
      }
    }
    return times;
  }

  private static void add(Map<String, List<Trigger>> times, String type, List<Trigger> more) {
    if (!more.isEmpty()) {
      times.computeIfAbsent(type, any -> new ArrayList<>()).addAll(more);
    }
  }

  private List<Trigger> ofPlan(Plan plan, String type) {
    return plan.rules().schedule().stream()
        .map(this::value)
        .filter(
            trigger ->
                type.equals(Objects.requireNonNullElse(trigger.type(), plan.types().standard())))
        .toList();
  }

  private <P extends Record> P value(Part<P> part) {
    Plan plan = loaded.plan();
    return switch (new Binder(plan).bind(part, Values.of(plan, loaded.variables()))) {
      case Bound.Ready<P>(P value, boolean late) -> value;
      case Bound.Refused<P> refused ->
          throw new Stop(
              ExitCode.INVALID, refused.problems().getFirst().message(), "correct the schedule");
    };
  }

  /** The times that come next, soonest first, as they are in its zone then. */
  List<Preview.Due> next(Instant after, int count) {
    List<Preview.Due> next = new ArrayList<>();
    triggers()
        .forEach((type, times) -> times.forEach(it -> next.addAll(of(it, type, after, count))));
    // All in the same form and the same zone, where the offset of two may differ by an hour.
    return next.stream()
        .distinct()
        .sorted(
            Comparator.comparing((Preview.Due due) -> OffsetDateTime.parse(due.at()))
                .thenComparing(Preview.Due::type))
        .limit(count)
        .toList();
  }

  private List<Preview.Due> of(Trigger trigger, String type, Instant after, int count) {
    return Stream.iterate(
            trigger.due().next(after.atZone(zone())), time -> trigger.due().next(time))
        .limit(count)
        .map(time -> new Preview.Due(time.toOffsetDateTime().toString(), type))
        .toList();
  }

  /**
   * The types that are due now; empty when nothing is.
   *
   * @throws Stop when the plan has no schedule
   */
  List<String> due() {
    Map<String, List<Trigger>> times = triggers();
    if (loaded.asked() != null) {
      times.keySet().retainAll(List.of(loaded.asked()));
    }
    if (times.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          loaded.head().file() + " does not say when it is due",
          "schedule: [{cron: '0 2 * * *'}]");
    }
    Due due = new Due(zone(), session.clock().instant());
    return times.entrySet().stream()
        .filter(it -> due.is(it.getValue(), last(it.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** When it was begun last, however it ended. */
  private Optional<Instant> last(String type) {
    Plan.Head head = loaded.head();
    return session.history().ids().stream()
        .flatMap(this::readable)
        .filter(run -> run.started().plan().name().equals(head.identity().toString()))
        .filter(run -> run.started().plan().kind().equals(head.kind().word()))
        .filter(run -> loaded.drill() != null || run.started().run().type().equals(type))
        .map(run -> run.started().at())
        .findFirst();
  }

  /** A journal that is damaged is told elsewhere, and keeps no backup from being made. */
  private Stream<RunRecord> readable(String id) {
    try {
      return session.history().find(id).stream();
    } catch (Failure damaged) {
      return Stream.empty();
    }
  }
}
