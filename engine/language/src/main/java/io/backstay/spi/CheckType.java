package io.backstay.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of check; one vocabulary for preflight, verify, rehearsals, monitors and drills.
 *
 * @param <P> the parameters
 */
public sealed interface CheckType<P extends Record> extends Type<P>
    permits ReadCheckType, DeepCheckType {
  /** Which artifacts of the set this check speaks about; empty when it is not about the set. */
  default List<Artifacts> covers(P params) {
    return List.of();
  }

  /**
   * Whether it can look into an artifact at all. {@code all} and patterns pass over those it
   * cannot, which are then proven by another check or by none.
   *
   * @param artifact logical name
   * @param kind {@code dump}, {@code archive} or {@code file}
   */
  default boolean reads(String artifact, String kind) {
    return true;
  }

  /**
   * The same as a question to Prometheus, which it answers when the check does not hold or nobody
   * knows; empty when the numbers do not tell.
   *
   * @param gauges what Prometheus knows
   * @param things what the plan declares
   */
  default Optional<String> alarm(P params, Gauges gauges, Map<Ref, Resource> things) {
    return Optional.empty();
  }

  /** The declared things it looks at, for previews and for binding drills. */
  default List<Ref> looksAt(P params) {
    return List.of();
  }
}
