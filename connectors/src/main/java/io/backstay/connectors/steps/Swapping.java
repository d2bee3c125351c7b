package io.backstay.connectors.steps;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import io.backstay.spi.TreeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ops that unpack an archive beside live trees and swap them in.
 *
 * @param artifact which archive
 * @param keep how long the old trees are kept; zero deletes them when the run ends well
 * @param only whether there is one target, which takes whatever the archive holds
 */
record Swapping(Artifacts artifact, Duration keep, boolean only) {

  List<Op> ops(List<TreeSource> targets) {
    List<Op> ops = new ArrayList<>();
    for (TreeSource target : targets) {
      if (keep.isZero()) {
        // Older than the debt to swap back, so that it is paid after it.
        ops.add(owe(target, TreeSource.DROP_PREVIOUS, AtEnd.PAY));
      }
      ops.add(owe(target, TreeSource.DISCARD_INCOMING, AtEnd.PAY));
    }
    ops.add(
        new Op.Stream(new Op.Producer.Artifact(artifact), new Op.Drain.ToTrees(roots(targets))));
    for (TreeSource target : targets) {
      Ref ref = target.ref();
      ops.add(owe(target, TreeSource.SWAP_BACK, AtEnd.FORGIVE));
      ops.add(new Op.Change(ref, Op.Verb.RENAME, target.swapIn(keep)));
      ops.add(new Op.Settle(ref, TreeSource.DISCARD_INCOMING));
    }
    return ops;
  }

  private Map<String, Ref> roots(List<TreeSource> targets) {
    Map<String, Ref> roots = new LinkedHashMap<>();
    targets.forEach(target -> roots.put(only ? "*" : target.ref().name(), target.ref()));
    return roots;
  }

  private static Op owe(TreeSource target, String action, AtEnd atEnd) {
    return new Op.Owe(target.ref(), action, List.of(), null, atEnd);
  }
}
