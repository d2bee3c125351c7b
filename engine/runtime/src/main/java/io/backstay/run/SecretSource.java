package io.backstay.run;

import io.backstay.spi.Failure;
import io.backstay.spi.Secret;

/** Where the values of secrets come from. */
public interface SecretSource {
  /**
   * The value.
   *
   * @throws Failure when no provider has it
   */
  String value(Secret secret);
}
