package io.backstay.spi;

/**
 * A kind of place that backup sets are kept in.
 *
 * @param <P> the parameters
 */
public interface StoreType<P extends Record> extends Type<P> {
  /** Binds a declaration; pure, connects to nothing. */
  Store store(String name, P params);
}
