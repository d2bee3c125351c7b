package io.backstay.app;

import io.backstay.drill.Remnants;
import io.backstay.run.Declared;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.spi.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes what dead drills have left, and what failed ones have kept for a look: first what their
 * journals know of, then whatever else bears the id of a drill. What a journal of another host may
 * know of is only removed when that is asked for: that drill may live.
 */
final class DrillCleanup {
  private final Session session;
  private final boolean foreign;
  private final List<Cleaned> cleaned = new ArrayList<>();

  /**
   * A cleanup.
   *
   * @param foreign whether drills this host knows nothing of are taken for dead
   */
  DrillCleanup(Session session, boolean foreign) {
    this.session = session;
    this.foreign = foreign;
  }

  /** What became of what a drill had left. */
  record Cleaned(String drill, List<String> left, String outcome) {}

  ExitCode run() {
    settle();
    Path base = session.scratchBase();
    Remnants.found().forEach(where -> clean(where, base));
    if (session.json()) {
      session.print(cleaned);
    } else if (cleaned.isEmpty()) {
      session.say("nothing of any drill is left");
    }
    return cleaned.stream().allMatch(it -> it.outcome().equals("removed"))
        ? ExitCode.OK
        : ExitCode.ATTENTION;
  }

  private void settle() {
    Map<String, String> dead =
        Stream.concat(session.history().leftovers().stream(), session.history().kept().stream())
            .filter(run -> run.started().plan().kind().equals("Drill"))
            .collect(
                Collectors.toMap(
                    RunRecord::id, Notice::owed, (left, kept) -> left, LinkedHashMap::new));
    RunListener told = Posthumous.told(session);
    Set<String> settled =
        session.runner(Declared.Things.NONE.secrets()).settle(dead::containsKey, told).stream()
            .filter(run -> run.open().isEmpty())
            .map(RunRecord::id)
            .collect(Collectors.toSet());
    dead.forEach(
        (drill, owed) ->
            tell(drill, List.of(owed), settled.contains(drill) ? "removed" : "still there"));
  }

  private void clean(Remnants where, Path base) {
    Map<String, List<String>> left;
    try {
      left = new TreeMap<>(where.find(base));
    } catch (Failure unknown) {
      session.note("not looked for: " + unknown.message());
      return;
    }
    left.forEach((drill, what) -> clean(where, base, drill, what));
  }

  private void clean(Remnants where, Path base, String drill, List<String> what) {
    Optional<RunRecord> run = session.history().find(drill);
    if (run.isPresent() && run.get().state() == RunState.RUNNING) {
      return;
    }
    if (run.isEmpty() && !foreign) {
      tell(drill, what, "of a drill this host does not know; --foreign removes it");
      return;
    }
    try {
      where.remove(drill, base);
      tell(drill, what, "removed");
    } catch (Failure failure) {
      tell(drill, what, failure.message());
    }
  }

  private void tell(String drill, List<String> what, String outcome) {
    cleaned.add(new Cleaned(drill, what, outcome));
    if (!session.json()) {
      session.say("%s  %s: %s".formatted(drill, String.join(", ", what), outcome));
    }
  }
}
