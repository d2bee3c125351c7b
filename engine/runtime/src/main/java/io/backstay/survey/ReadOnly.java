package io.backstay.survey;

import io.backstay.run.SecretSource;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import java.time.Clock;

/**
 * The world for previews: looking only.
 *
 * @param secrets fetched when a probe needs one to log in, never shown
 * @param clock the time
 */
record ReadOnly(SecretSource secrets, Clock clock) implements Look {
  @Override
  public String reveal(Secret secret) {
    if (secret.source().isPresent()) {
      throw Failure.of("P110", "`" + secret.name() + "` is only known to a run");
    }
    return secrets.value(secret);
  }

  @Override
  public boolean cancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
