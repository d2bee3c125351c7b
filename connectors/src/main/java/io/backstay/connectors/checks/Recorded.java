package io.backstay.connectors.checks;

import io.backstay.spi.CheckWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a backup wrote down about a thing that may have another name by now. */
public final class Recorded {
  private Recorded() {}

  /**
   * A recorded fact. A restore may fill another source than the one that was backed up; then the
   * only source of the set that recorded such a fact is meant.
   *
   * @param source name in this plan
   * @param fact such as {@code row-counts}
   */
  public static Optional<Object> find(CheckWorld world, String source, String fact) {
    return world.recorded(source, fact).or(() -> theOnly(world, fact)).map(v -> plain(v, fact));
  }

  private static Optional<Object> theOnly(CheckWorld world, String fact) {
    List<String> sources =
        world.artifacts().stream()
            .map(CheckWorld.Artifact::source)
            .distinct()
            .filter(source -> world.recorded(source, fact).isPresent())
            .toList();
    return sources.size() == 1 ? world.recorded(sources.getFirst(), fact) : Optional.empty();
  }

  // An observation is kept with all it found; what is asked for bears the name of the whole.
  private static Object plain(Object value, String fact) {
    Object inner = value instanceof Map<?, ?> map ? map.get(fact) : null;
    return inner == null ? value : inner;
  }
}
