package io.backstay.spi;

/**
 * A kind of fault that drills inject.
 *
 * @param <P> the parameters
 */
public interface FaultType<P extends Record> extends Type<P> {
  /** Describes one; pure. */
  Fault fault(P params);
}
