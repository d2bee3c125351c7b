package io.backstay.run;

import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import java.util.Map;

/** Finds what a past run could address, so that its debts can be paid. */
public interface Declared {
  /** Knows nothing: debts of other plans stay unpaid, and are reported. */
  Declared NOTHING = run -> Map.of();

  /**
   * The things the run's plan declares, bound as they were; what cannot be bound any more is left
   * out.
   */
  Map<Ref, Resource> of(RunRecord run);
}
