package io.backstay.plan;

import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;

/**
 * A kind of fault that is always the same.
 *
 * @param same what it is
 */
record FaultWord<P extends Record>(String name, Class<P> params, Fault same)
    implements FaultType<P> {
  @Override
  public Fault fault(P params) {
    return same;
  }
}
