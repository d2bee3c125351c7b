package io.backstay.spi;

import java.util.Optional;

/**
 * A place secrets come from. The first provider of a secret's list that answers wins.
 *
 * @param <P> the parameters
 */
public interface SecretProvider<P extends Record> extends Type<P> {
  /**
   * The value, or empty when this provider has none.
   *
   * @throws Failure when it should have one but cannot give it safely (a world-readable file); a
   *     transient one, for a place that cannot be reached just now, lets the next provider answer
   */
  Optional<String> value(P params, ProviderWorld world);

  /**
   * Whether it would answer, found out without fetching the value; empty when that cannot be known
   * (a command is never executed to find out).
   */
  Optional<Boolean> wouldAnswer(P params, ProviderWorld world);

  /** What is printed as its origin, for example {@code systemd:aiacross-db}; never the value. */
  String origin(P params);
}
