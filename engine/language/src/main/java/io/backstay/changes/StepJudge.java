package io.backstay.changes;

import static io.backstay.changes.Effect.LESS_PROTECTION;
import static io.backstay.changes.Effect.MORE_DOWNTIME;
import static io.backstay.changes.Effect.MORE_PROTECTION;
import static io.backstay.changes.Effect.OTHER;
import static io.backstay.changes.Effect.SECURITY;

import io.backstay.changes.Judge.Verdict;
import java.util.Optional;
import java.util.Set;

/** What a difference in a list of steps does. */
final class StepJudge {
  private static final Set<String> LISTS = Set.of("steps", "on-failure", "finally", "prepare");

  private static final Set<String> PROTECTING =
      Set.of("dump", "tar", "checksum", "encrypt", "upload", "verify");
  private static final Set<String> STOPPING = Set.of("stop-container", "stop-service");
  private static final Set<String> STARTING = Set.of("start", "restart");
  private static final Set<String> RUNNING = Set.of("exec", "sql", "http");

  private static final String LEFT_OUT = "it can be left out now";

  private StepJudge() {}

  /** Of a step or something in it; empty for all else. */
  static Optional<Verdict> judge(Difference it) {
    int depth = it.path().size() - 1;
    while (depth >= 0 && !LISTS.contains(it.type(depth))) {
      depth--;
    }
    if (depth < 0) {
      return Optional.empty();
    }
    String step = it.type(depth + 1);
    return Optional.of(
        it.path().size() <= depth + 2 ? whole(it, step) : part(it, step, it.type(depth + 2)));
  }

  private static Verdict whole(Difference it, String step) {
    if (RUNNING.contains(step)) {
      return new Verdict(SECURITY, it.removed() ? "" : "something is run");
    }
    if (PROTECTING.contains(step)) {
      return step.equals("encrypt") && !it.added()
          ? new Verdict(it.removed() ? LESS_PROTECTION : SECURITY, "who can read what is stored")
          : Verdict.ofProtection(it, "");
    }
    if (STOPPING.contains(step)) {
      return it.removed()
          ? new Verdict(OTHER, "it runs on while its data is read")
          : Verdict.of(MORE_DOWNTIME);
    }
    if (STARTING.contains(step) && it.removed()) {
      return new Verdict(MORE_DOWNTIME, "it stays stopped until the end of the run");
    }
    return step.equals("prune") ? pruning(it) : Verdict.of(OTHER);
  }

  private static Verdict pruning(Difference it) {
    return it.added()
        ? new Verdict(LESS_PROTECTION, "sets are deleted from now on")
        : Verdict.of(it.removed() ? MORE_PROTECTION : OTHER);
  }

  private static Verdict part(Difference it, String step, String part) {
    boolean protects = PROTECTING.contains(step);
    if (part.equals("when") && protects) {
      return it.removed() ? Verdict.of(MORE_PROTECTION) : new Verdict(LESS_PROTECTION, LEFT_OUT);
    }
    if (part.equals("on-error") && protects) {
      return it.removed() || "fail".equals(it.after())
          ? Verdict.of(MORE_PROTECTION)
          : new Verdict(LESS_PROTECTION, "a run can be good without it");
    }
    if (part.equals("checks") || part.equals("record")) {
      return Verdict.ofProtection(it, "");
    }
    return Verdict.of(RUNNING.contains(step) || step.equals("encrypt") ? SECURITY : OTHER);
  }
}
