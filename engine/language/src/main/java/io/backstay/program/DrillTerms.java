package io.backstay.program;

import io.backstay.plan.Bound;
import io.backstay.plan.Drill;
import io.backstay.plan.DrillObjectives;
import io.backstay.plan.Lock;
import io.backstay.plan.Objectives;
import io.backstay.plan.Part;
import io.backstay.plan.TeardownRules;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for a drill as a whole: what it is measured against, and how it ends. */
final class DrillTerms {
  private final Drill drill;
  private final RunInfo run;
  private final Bindings asWritten;

  DrillTerms(Drill drill, RunInfo run, Bindings asWritten) {
    this.drill = drill;
    this.run = run;
    this.asWritten = asWritten;
  }

  /** What the drill asks for, or else what its plans have promised. */
  Program.Objectives objectives(Program restore) {
    Optional<DrillObjectives> own = value(drill.rules().objectives());
    Optional<DrillObjectives.Rto> rto = own.map(DrillObjectives::rto);
    Optional<Objectives> backup = new Rules(drill.backupPlan(), run, asWritten).promised();
    return new Program.Objectives(
        own.map(DrillObjectives::rpo).or(() -> backup.map(Objectives::rpo)).orElse(null),
        rto.map(DrillObjectives.Rto::within)
            .or(() -> Optional.ofNullable(restore.objectives().rto()))
            .orElse(null),
        null,
        restore.objectives().log(),
        rto.map(DrillObjectives.Rto::exclude).orElse(List.of()));
  }

  /** How long it may take, and what it keeps others from. */
  Program.Limits limits(Program restore, Map<Ref, Resource> resources) {
    Duration kept = value(drill.rules().teardown()).map(TeardownRules::keepOnFailure).orElse(null);
    Duration wait = value(drill.rules().lock()).map(Lock::wait_).orElse(Duration.ZERO);
    return new Program.Limits(restore.limits().timeout(), locks(resources), wait, kept);
  }

  /** A drill reads stores and writes to nothing else that anybody could share. */
  private static List<String> locks(Map<Ref, Resource> resources) {
    return resources.values().stream()
        .filter(it -> it.ref().kind() == Ref.Kind.STORE)
        .map(it -> it.ref().kind() + " " + it.says())
        .sorted()
        .toList();
  }

  private <P extends Record> Optional<P> value(Part<P> part) {
    return asWritten.bind(part).map(Bound.Ready::value);
  }
}
