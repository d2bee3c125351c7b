package io.backstay.app;

import io.backstay.program.Program;
import io.backstay.program.RetentionRules;
import io.backstay.run.RunRecord;
import io.backstay.run.RunResult;
import io.backstay.run.StepOutcome;
import io.backstay.set.Frozen;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.StoreRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class PruneVerb extends Verb {
  String plan = "";
  @Nullable Duration olderThan;
  @Nullable Integer maxPrune;
  boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Copy sets that tiers keep elsewhere; delete those that no rule keeps.");
    syntax.parameter("plan", String.class, "Name or path of a Backup.", value -> plan = value);
    syntax.option(
        "--older-than",
        "duration",
        Duration.class,
        "Instead of the plan's keep; the guard still holds.",
        value -> olderThan = value);
    syntax.option(
        "--max-prune",
        "percent",
        Integer.class,
        "Instead of the plan's guard: the largest share of sets that may go at once.",
        value -> maxPrune = value);
    syntax.flag(
        "-n, --dry-run",
        "Only show what would be copied and deleted, and why the rest stays.",
        given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.BACKUP);
    Previews previews = new Previews(session, loaded, this::onlyPrune);
    if (dryRun) {
      return previews.showPrune("backstay prune " + session.typed(plan));
    }
    Program program =
        onlyPrune(new Loader(session).lower(loaded, new Runs(session).begin(loaded, null), null));
    RunResult result = new Execution(session, loaded).run("prune", program);
    ExitCode exit = new Verdicts(session).tell(result, "backstay list " + session.typed(plan));
    return exit == ExitCode.OK && frozen(result) ? refused(session) : exit;
  }

  /** Whether the guard has kept a store from being pruned at all. */
  private static boolean frozen(RunResult result) {
    return result instanceof RunResult.Ended ended
        && ended.record().steps().values().stream()
            .map(RunRecord.Step::outcome)
            .anyMatch(
                outcome ->
                    outcome instanceof StepOutcome.Succeeded done
                        && done.facts().get("frozen").orElse("") instanceof Map<?, ?> stores
                        && !stores.isEmpty());
  }

  private ExitCode refused(Session session) {
    session.note("refused: nothing was deleted where something speaks against it");
    session.note("  docs:  backstay explain " + Frozen.CODE);
    session.note("  next:  backstay prune " + session.typed(plan) + " --dry-run");
    return ExitCode.REFUSED;
  }

  private Program onlyPrune(Program program) {
    List<StoreRef> stores =
        program.resources().keySet().stream()
            .filter(ref -> ref.kind() == Ref.Kind.STORE)
            .map(ref -> new StoreRef(ref.name()))
            .toList();
    return Programs.only(
        program,
        Programs.step(program, "prune", List.of(new Op.Transfer(new Op.Movement.Expire(stores)))),
        retention(program.retention()),
        null);
  }

  private RetentionRules retention(RetentionRules rules) {
    return new RetentionRules(
        olderThan == null ? rules.keep() : olderThan,
        rules.maxCount(),
        olderThan == null
            ? rules.tiers()
            : rules.tiers().stream().filter(tier -> tier.copyTo() != null).toList(),
        rules.keepMin(),
        rules.keepVerified(),
        maxPrune == null ? rules.maxPruneFraction() : maxPrune / 100.0,
        olderThan == null ? rules.types() : copying(rules.types()));
  }

  /** What tiers want elsewhere they want in any case. */
  private Map<String, RetentionRules> copying(Map<String, RetentionRules> types) {
    return types.entrySet().stream()
        .filter(type -> type.getValue().copies())
        .collect(Collectors.toMap(Map.Entry::getKey, type -> retention(type.getValue())));
  }
}
