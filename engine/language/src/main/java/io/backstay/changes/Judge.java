package io.backstay.changes;

import static io.backstay.changes.Effect.LESS_PROTECTION;
import static io.backstay.changes.Effect.MORE_PROTECTION;
import static io.backstay.changes.Effect.NONE;
import static io.backstay.changes.Effect.OTHER;
import static io.backstay.changes.Effect.SECURITY;

import java.util.Optional;
import java.util.Set;

/** Says what a difference does. Where it cannot tell, it says so rather than that all is well. */
final class Judge {
  /** Keys under which a plan says something once more, for a type or a place. */
  private static final Set<String> AGAIN = Set.of("types", "environments");

  private static final Set<String> FOR_PEOPLE =
      Set.of("description", "owner", "labels", "not-covered", "scenario", "participants", "report");

  /** Lists and maps of which each element protects. */
  private static final Set<String> PROTECTING =
      Set.of(
          "sources", "stores", "preflight", "monitors", "notify", "hypothesis", "verify", "inject");

  private Judge() {}

  static Change of(Difference difference) {
    Verdict verdict = judge(difference);
    return difference.as(verdict.effect(), verdict.note());
  }

  /**
   * What a difference does.
   *
   * @param effect what
   * @param note what follows from it; empty when that is plain
   */
  record Verdict(Effect effect, String note) {
    static Verdict of(Effect effect) {
      return new Verdict(effect, "");
    }

    /** Of what protects by being there. */
    static Verdict ofProtection(Difference it, String lost) {
      if (it.removed()) {
        return new Verdict(LESS_PROTECTION, lost);
      }
      return of(it.added() ? MORE_PROTECTION : OTHER);
    }

    /** Of an amount that protects by being large. */
    static Verdict ofAmount(Optional<Integer> growth) {
      return of(
          growth
              .filter(it -> it != 0)
              .map(it -> it > 0 ? MORE_PROTECTION : LESS_PROTECTION)
              .orElse(growth.isPresent() ? NONE : OTHER));
    }
  }

  private static Verdict judge(Difference it) {
    if (AGAIN.contains(it.type(0)) && it.path().size() > 2) {
      return judge(it.below(2));
    }
    if (FOR_PEOPLE.contains(it.type(0))) {
      return Verdict.of(NONE);
    }
    return Selecting.judge(it)
        .or(() -> StepJudge.judge(it))
        .orElseGet(
            () ->
                switch (it.type(0)) {
                  case "name" ->
                      new Verdict(
                          LESS_PROTECTION,
                          "sets made so far belong to the old name: this plan no longer lists,"
                              + " verifies or prunes them");
                  case "retention" -> Keeping.judge(it);
                  case "schedule", "types", "objectives" -> Timeliness.judge(it);
                  case "continuous" -> Archiving.judge(it);
                  case "secrets" -> new Verdict(SECURITY, "where a secret comes from");
                  case "confirm" -> Verdict.of(it.added() ? MORE_PROTECTION : SECURITY);
                  case "bind" -> new Verdict(SECURITY, "what a drill may write to");
                  default ->
                      PROTECTING.contains(it.type(0)) && it.path().size() <= 2
                          ? Verdict.ofProtection(it, "")
                          : Verdict.of(OTHER);
                });
  }
}
