package io.backstay.spi;

/**
 * A kind of thing that can be stopped and started.
 *
 * <p>A plan writes {@code health} beside the type key, not under it; a type whose services can be
 * asked for their health has a parameter of that name and finds it there.
 *
 * @param <P> the parameters
 */
public interface ServiceType<P extends Record> extends Type<P> {
  /** Binds a declaration; pure, connects to nothing. */
  Service service(String name, P params);
}
