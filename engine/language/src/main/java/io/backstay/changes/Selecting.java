package io.backstay.changes;

import io.backstay.changes.Judge.Verdict;
import java.util.List;
import java.util.Optional;

/** What is taken and what is left out. */
final class Selecting {
  private Selecting() {}

  /** Of a pattern or a list of them; empty for all else. */
  static Optional<Verdict> judge(Difference it) {
    int size = it.path().size();
    List<String> ends = List.of(it.last(), it.type(size - 2 < 0 ? size : size - 2));
    if (ends.contains("exclude")) {
      return Optional.of(verdict(it, it.added(), "less is backed up"));
    }
    if (!ends.contains("include")) {
      return Optional.empty();
    }
    // No list of what to take takes everything; the first one takes less, each more of it more.
    boolean less = it.last().equals("include") ? it.added() : it.removed();
    return Optional.of(verdict(it, less, "less is backed up"));
  }

  private static Verdict verdict(Difference it, boolean less, String note) {
    if (!it.added() && !it.removed()) {
      return Verdict.of(Effect.OTHER);
    }
    return less ? new Verdict(Effect.LESS_PROTECTION, note) : Verdict.of(Effect.MORE_PROTECTION);
  }
}
