package io.backstay.run;

import io.backstay.run.stream.Unpacking;
import io.backstay.set.Manifest;
import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The trees an archive holds, and who takes them.
 *
 * @param archive its name
 * @param names of its trees; empty when nobody has written them down
 */
record Roots(String archive, List<String> names) {
  static Roots of(Manifest.Artifact artifact) {
    List<String> names =
        artifact.facts().get("roots").orElse(List.of()) instanceof List<?> list
            ? list.stream().map(Object::toString).toList()
            : List.of();
    boolean one = names.isEmpty() && !artifact.source().isEmpty();
    return new Roots(artifact.name(), one ? List.of(artifact.source()) : names);
  }

  /**
   * Those of these targets that get something: whoever takes any root gets the only one, or all of
   * them as directories.
   */
  Map<String, Ref> taken(Map<String, Ref> targets) {
    Ref any = targets.get(Unpacking.ANY_ROOT);
    if (any != null) {
      return Map.of(names.size() > 1 ? Unpacking.WHOLE : Unpacking.ANY_ROOT, any);
    }
    Map<String, Ref> taken = new HashMap<>(targets);
    if (!names.isEmpty()) {
      taken.keySet().retainAll(names);
    }
    return taken;
  }

  /** Names of the targets that get nothing. */
  List<String> missing(Map<String, Ref> targets) {
    Collection<Ref> taken = taken(targets).values();
    return targets.values().stream()
        .filter(ref -> !taken.contains(ref))
        .map(Ref::name)
        .sorted()
        .toList();
  }

  /**
   * Makes sure that something of the archive goes somewhere, now or in the same step later.
   *
   * @throws Failure when none of its trees is anybody's
   */
  void demandTaker(Map<Ref, ?> resources, Map<String, Ref> targets) {
    boolean taken =
        names.isEmpty()
            || targets.containsKey(Unpacking.ANY_ROOT)
            || names.stream()
                .anyMatch(name -> resources.containsKey(new Ref(Ref.Kind.SOURCE, name)));
    if (!taken) {
      throw Failure.of(
              "R133",
              "`%s` holds %s, and the plan declares no source of that name"
                  .formatted(archive, String.join(", ", names)))
          .help("declare the source, or say where it goes with `into`");
    }
  }
}
