package io.backstay.set;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sets that build on others are only as good as these. */
final class Chains {
  private Chains() {}

  /** The same sets; those whose base cannot be relied on say so. */
  static List<KnownSet> doubting(List<KnownSet> sets) {
    Map<String, KnownSet> byId =
        sets.stream().collect(Collectors.toMap(KnownSet::id, Function.identity(), (a, b) -> a));
    return sets.stream().map(set -> trouble(set, byId).map(set::doubted).orElse(set)).toList();
  }

  private static Optional<String> trouble(KnownSet set, Map<String, KnownSet> byId) {
    Manifest.Link base = set.manifest().base();
    if (base == null) {
      return Optional.empty();
    }
    KnownSet below = byId.get(base.id());
    if (below == null) {
      return Optional.of("set `" + base.id() + "`, which it builds on, is not there");
    }
    if (!below.digest().equals(base.digest())) {
      return Optional.of("set `" + base.id() + "` is not the one it builds on");
    }
    return below.usable()
        ? Optional.empty()
        : Optional.of("it builds on set `" + below.id() + "`: " + below.trouble().orElse("bad"));
  }
}
