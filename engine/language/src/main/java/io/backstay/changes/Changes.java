package io.backstay.changes;

import io.backstay.plan.Node;
import java.util.Comparator;
import java.util.List;

/** All that changed between two versions of a plan. */
public final class Changes {
  private Changes() {}

  /**
   * What changed, the worst first, and else in the order of the files. Comments, and how something
   * is written, are no change.
   *
   * @param before all that one version says, its libraries in it
   * @param after the same of the other
   */
  public static List<Change> between(Node.Fields before, Node.Fields after) {
    return Differences.between(before, after).stream()
        .map(Judge::of)
        .sorted(Comparator.comparing(Change::effect))
        .toList();
  }
}
