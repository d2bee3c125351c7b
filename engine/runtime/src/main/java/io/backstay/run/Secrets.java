package io.backstay.run;

import io.backstay.spi.Facts;
import io.backstay.spi.Secret;

/** Gives out secrets, and makes sure that what is given out is hidden from then on. */
final class Secrets {
  private final SecretSource source;
  private final Mask mask;

  Secrets(SecretSource source, Mask mask) {
    this.source = source;
    this.mask = mask;
  }

  /** The value, for the moment it is needed. */
  String reveal(Secret secret) {
    String value = source.value(secret);
    mask.learn(value);
    return value;
  }

  /** The text without what was given out. */
  String hide(String text) {
    return mask.hide(text);
  }

  /** The facts without what was given out. */
  Facts hide(Facts facts) {
    return mask.hide(facts);
  }
}
