package io.backstay.spi;

import java.util.List;

/**
 * What the parameters of a step can name, while it is lowered. Bound declarations are pure
 * descriptions; asking for them connects to nothing.
 */
public interface Names {
  /** A declared source. */
  Source source(SourceRef ref);

  /** A declared service. */
  Service service(ServiceRef ref);

  /** A declared store. */
  Store store(StoreRef ref);

  /** All declared sources, in the plan's order. */
  List<SourceRef> sources();

  /** All declared stores, in the plan's order. */
  List<StoreRef> stores();

  /** Identity, time and trigger of this run. */
  RunInfo run();

  /** Logical names of the artifacts that earlier steps make, or that the chosen set has. */
  List<String> artifacts();

  /** The step being lowered. */
  String step();
}
