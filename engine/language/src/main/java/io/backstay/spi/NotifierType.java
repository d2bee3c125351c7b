package io.backstay.spi;

/**
 * A kind of place where people are told how runs end.
 *
 * @param <P> the parameters
 */
public interface NotifierType<P extends Record> extends Type<P> {
  /** Describes one; pure, connects to nothing. */
  Notifier notifier(P params);
}
