package io.backstay.changes;

import io.backstay.changes.Judge.Verdict;

/** How often runs are due, and what was promised about time. */
final class Timeliness {
  private Timeliness() {}

  static Verdict judge(Difference it) {
    return switch (it.last()) {
      case "cron" ->
          changed(it)
              ? Verdict.ofAmount(
                  Amounts.comparePauses(it.before(), it.after()).map(growth -> -growth))
              : Verdict.ofProtection(it, "runs are due less often");
      case "every", "rpo", "rto", "within", "max-lag" ->
          changed(it)
              ? Verdict.ofAmount(Amounts.compare(it.before(), it.after()).map(growth -> -growth))
              : Verdict.ofProtection(it, "");
      case "exclude" ->
          new Verdict(Effect.LESS_PROTECTION, "less of what a restore takes is measured");
      default -> it.path().size() <= 2 ? Verdict.ofProtection(it, "") : Verdict.of(Effect.OTHER);
    };
  }

  private static boolean changed(Difference it) {
    return !it.added() && !it.removed();
  }
}
