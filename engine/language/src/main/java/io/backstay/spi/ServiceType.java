package io.backstay.spi;

/**
 * A kind of thing that can be stopped and started.
 *
 * @param <P> the parameters
 */
public interface ServiceType<P extends Record> extends Type<P> {
  /** Binds a declaration; pure, connects to nothing. */
  Service service(String name, P params);
}
