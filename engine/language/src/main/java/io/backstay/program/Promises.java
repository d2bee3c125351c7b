package io.backstay.program;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the objectives of a plan stand, as far as it is known. */
final class Promises {
  private final Program program;
  private final Outlook outlook;
  private final Instant now;

  Promises(Program program, Outlook outlook, Instant now) {
    this.program = program;
    this.outlook = outlook;
    this.now = now;
  }

  List<Preview.Objective> all() {
    List<Preview.Objective> all = new ArrayList<>();
    Duration rpo = program.objectives().rpo();
    Duration rto = program.objectives().rto();
    if (rpo != null) {
      all.add(rpo(rpo));
    }
    if (rto != null) {
      all.add(rto(rto));
    }
    return all;
  }

  private Preview.Objective rpo(Duration target) {
    Optional<Program.Log> log = program.objectives().resting();
    if (log.isPresent()) {
      return objective("RPO", target, "unknown", log.get().says());
    }
    Optional<Instant> newest = outlook.newestSet();
    if (newest.isPresent() && Duration.between(newest.get(), now).compareTo(target) > 0) {
      Duration age = Duration.between(newest.get(), now);
      return objective("RPO", target, "missed", "the newest set is " + age.toHours() + " h old");
    }
    Duration gap = program.objectives().gap();
    if (gap == null) {
      return objective("RPO", target, "unknown", "the plan has no schedule");
    }
    return gap.compareTo(target) >= 0
        ? objective("RPO", target, "tight", "a run takes longer than the time left by the schedule")
        : objective("RPO", target, "met", "the schedule leaves room");
  }

  private Preview.Objective rto(Duration target) {
    return outlook
        .measuredRto()
        .map(
            seconds ->
                objective(
                    "RTO",
                    target,
                    seconds <= target.toSeconds() ? "met" : "missed",
                    "last measured " + seconds + " s"))
        .orElseGet(() -> objective("RTO", target, "unknown", "never measured"));
  }

  private static Preview.Objective objective(
      String name, Duration target, String status, String says) {
    return new Preview.Objective(name, target.toSeconds(), status, says);
  }
}
