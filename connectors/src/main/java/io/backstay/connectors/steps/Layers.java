package io.backstay.connectors.steps;

import io.backstay.spi.TreeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Targets in the order they have to be swapped. A tree inside another can only be swapped when the
 * outer one is in place, or it would go with the old one; trees apart from each other go together.
 */
final class Layers {
  private Layers() {}

  /** Layers, outermost first. */
  static List<List<TreeSource>> of(List<TreeSource> targets) {
    List<List<TreeSource>> layers = new ArrayList<>();
    for (TreeSource target : outermostFirst(targets)) {
      int depth = 0;
      for (int at = 0; at < layers.size(); at++) {
        if (layers.get(at).stream().anyMatch(outer -> contains(outer, target))) {
          depth = at + 1;
        }
      }
      if (depth == layers.size()) {
        layers.add(new ArrayList<>());
      }
      layers.get(depth).add(target);
    }
    return layers;
  }

  private static List<TreeSource> outermostFirst(List<TreeSource> targets) {
    return targets.stream()
        .sorted(Comparator.comparing(t -> t.place().map(Path::getNameCount).orElse(0)))
        .toList();
  }

  private static boolean contains(TreeSource outer, TreeSource inner) {
    return outer.place().isPresent()
        && inner.place().filter(place -> place.startsWith(outer.place().get())).isPresent();
  }
}
