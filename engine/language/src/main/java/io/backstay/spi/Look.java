package io.backstay.spi;

import java.time.Clock;

/**
 * The world, read only: what probes and observations may use. There is nothing here that starts a
 * program or changes anything, so a preview cannot.
 */
public interface Look {
  /** The value of a secret, for the moment it is needed; whatever prints it is masked. */
  String reveal(Secret secret);

  /** The time. */
  Clock clock();

  /** Whether the caller has given up; long loops ask now and then. */
  boolean cancelled();
}
