package io.backstay.changes;

import io.backstay.changes.Judge.Verdict;
import java.util.Optional;

/** How long sets are kept. */
final class Keeping {
  private Keeping() {}

  static Verdict judge(Difference it) {
    if (it.path().size() == 1) {
      return it.added()
          ? new Verdict(Effect.LESS_PROTECTION, "from now on `prune` deletes what is older")
          : new Verdict(Effect.MORE_PROTECTION, "`prune` deletes nothing any more");
    }
    return switch (it.last()) {
      case "max-prune", "max-count" ->
          it.added() || it.removed()
              ? Verdict.of(limits(it) ? Effect.LESS_PROTECTION : Effect.MORE_PROTECTION)
              : amount(it, it.last().equals("max-prune"));
      case "tiers" -> Verdict.ofProtection(it, "");
      default -> it.added() || it.removed() ? Verdict.ofProtection(it, "") : amount(it, false);
    };
  }

  /** A cap on what is kept costs sets when it comes, one on what is deleted when it goes. */
  private static boolean limits(Difference it) {
    return it.last().equals("max-count") ? it.added() : it.removed();
  }

  private static Verdict amount(Difference it, boolean smallIsGood) {
    Optional<Integer> growth = Amounts.compare(it.before(), it.after());
    return Verdict.ofAmount(smallIsGood ? growth.map(more -> -more) : growth);
  }
}
