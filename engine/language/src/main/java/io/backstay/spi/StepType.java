package io.backstay.spi;

import java.util.List;
import java.util.Map;

/**
 * A kind of step. It lowers its parameters to ops and never acts itself, so that what a preview
 * prints and what a run does are the same list.
 *
 * @param <P> the parameters
 */
public interface StepType<P extends Record> extends Type<P> {
  /**
   * What this step does, in order.
   *
   * @throws Refusal when the parameters contradict each other
   */
  List<Op> lower(P params, Names names);

  /** What later steps may read as {@code steps.<id>.<name>}: name to value type. */
  default Map<String, String> outputs() {
    return Map.of();
  }

  /** Whether a failed attempt may be tried again; a step that is not refuses {@code retry}. */
  default boolean repeatable() {
    return true;
  }

  /** Whether it has a place in {@code prepare} and {@code damage} of a Drill, and nowhere else. */
  default boolean onScratchOnly() {
    return false;
  }
}
