package io.backstay.app;

import io.backstay.plan.Identity;
import io.backstay.run.RunHistory;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import java.util.List;
import java.util.Optional;

/**
 * What is left of runs that somebody means by a word.
 *
 * @param named whether a word was given
 * @param runs the run of that id, or the newest of that plan; empty without a word
 * @param leftovers those that are dead or still owe something, newest first
 * @param damaged ids of those whose journal cannot be trusted
 */
record Remains(
    boolean named, List<RunRecord> runs, List<RunRecord> leftovers, List<String> damaged) {

  /**
   * Finds them.
   *
   * @param word the name of a plan, or the id of a run or its beginning; empty for every run
   */
  static Remains find(RunHistory history, String word) {
    List<RunRecord> leftovers = history.leftovers();
    if (word.isEmpty()) {
      return new Remains(false, List.of(), leftovers, history.damaged());
    }
    List<String> ids = history.ids().stream().filter(id -> id.startsWith(word)).toList();
    if (ids.size() > 1) {
      throw new Stop(ExitCode.INVALID, "`" + word + "` is the beginning of several runs", null);
    }
    List<String> damaged = history.damaged().stream().filter(ids::contains).toList();
    if (ids.size() == 1) {
      List<RunRecord> dead = leftovers.stream().filter(run -> ids.contains(run.id())).toList();
      List<RunRecord> one =
          damaged.isEmpty() ? history.find(ids.getFirst()).stream().toList() : List.of();
      return new Remains(true, one, dead, damaged);
    }
    return new Remains(
        true,
        newest(history, word).stream().toList(),
        leftovers.stream().filter(run -> of(run, word)).toList(),
        damaged);
  }

  private static Optional<RunRecord> newest(RunHistory history, String plan) {
    Optional<RunRecord> newest =
        history.ids().stream()
            .filter(id -> !history.damaged().contains(id))
            .flatMap(id -> history.find(id).stream())
            .filter(run -> of(run, plan))
            .findFirst();
    if (newest.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          "no run, and no plan that was ever run on this host, is called `" + plan + "`",
          "backstay list --runs");
    }
    return newest;
  }

  private static boolean of(RunRecord run, String plan) {
    String name = run.started().plan().name();
    return name.equals(plan) || Identity.of(name).plan().equals(plan);
  }

  /**
   * The run whose work is to be finished: the one that was meant, or the only one there is.
   *
   * @param before what was left when the verb began
   */
  Optional<RunRecord> last(Remains before) {
    if (named) {
      return runs.stream().filter(run -> unfinished(run.state())).findFirst();
    }
    return before.leftovers.size() == 1
        ? before.leftovers.stream().filter(run -> run.state() == RunState.INTERRUPTED).findFirst()
        : Optional.empty();
  }

  private static boolean unfinished(RunState state) {
    return !state.succeeded() && state != RunState.RUNNING && state != RunState.ATTENTION;
  }
}
