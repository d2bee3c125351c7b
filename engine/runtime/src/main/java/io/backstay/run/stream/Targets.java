package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The directories that are filled, and which member goes into which. */
final class Targets implements AutoCloseable {
  private final List<String> roots;
  private final List<TargetTree> trees = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  private Targets(List<String> roots) {
    this.roots = roots;
  }

  static Targets open(Map<String, Path> directories) throws IOException {
    SortedMap<String, Path> sorted = new TreeMap<>(directories);
    Targets targets = new Targets(List.copyOf(sorted.keySet()));
    try {
      for (Path directory : sorted.values()) {
        targets.trees.add(TargetTree.open(directory));
      }
      return targets;
    } catch (IOException | RuntimeException e) {
      targets.close();
      throw e;
    }
  }

  /**
   * Where a member goes.
   *
   * @param target number of the tree
   * @param path its path there
   */
  record Place(int target, MemberPath path) {}

  /** The place of a member; null when its root was not asked for. */
  @Nullable Place place(String name) throws StreamException {
    MemberPath path = MemberPath.of(name);
    String only = roots.getFirst();
    if (only.equals(Unpacking.WHOLE)) {
      seen.add(only);
      return new Place(0, path);
    }
    if (path.isTop()) {
      return null;
    }
    seen.add(path.first());
    if (only.equals(Unpacking.ANY_ROOT)) {
      refuseSecondRoot(name);
      return new Place(0, path.withoutFirst());
    }
    int target = roots.indexOf(path.first());
    return target < 0 ? null : new Place(target, path.withoutFirst());
  }

  private void refuseSecondRoot(String name) throws StreamException {
    if (seen.size() > 1) {
      throw MemberPath.refused(name, "the archive has more than one root: " + seen)
          .help("Say which root goes where.");
    }
  }

  TargetTree tree(int target) {
    return trees.get(target);
  }

  /** Everything is made: removes the work spaces, and sees that no root was missing. */
  void finish() throws IOException {
    for (String root : roots) {
      if (root.equals(Unpacking.ANY_ROOT) ? seen.isEmpty() : !seen.contains(root)) {
        throw StreamException.of(
            Kind.REFUSED, "the archive has no root `%s`, only %s".formatted(root, seen));
      }
    }
    for (TargetTree tree : trees) {
      tree.finish();
    }
  }

  @Override
  public void close() {
    trees.forEach(TargetTree::close);
  }
}
