package io.backstay.run;

import io.backstay.spi.Facts;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Secret;
import io.backstay.spi.Source;
import io.backstay.spi.SourceRef;
import java.util.Map;

/** Gives out secrets, and makes sure that what is given out is hidden from then on. */
final class Secrets {
  private final SecretSource source;
  private final Map<Ref, Resource> resources;
  private final Mask mask;

  /**
   * The secrets of a run.
   *
   * @param resources those whose addresses have secrets in them
   */
  Secrets(SecretSource source, Map<Ref, Resource> resources, Mask mask) {
    this.source = source;
    this.resources = resources;
    this.mask = mask;
  }

  /** The value, for the moment it is needed. */
  String reveal(Secret secret) {
    String value = secret.source().map(this::url).orElseGet(() -> source.value(secret));
    mask.learn(value);
    return value;
  }

  private String url(SourceRef ref) {
    if (resources.get(Ref.of(ref)) instanceof Source addressed) {
      return addressed.url(this::reveal);
    }
    throw new IllegalStateException("no source " + ref.name());
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
