package io.backstay.plan;

import io.backstay.spi.ProviderWorld;
import io.backstay.spi.SecretProvider;
import java.util.Optional;

/** A kind of place from which no secret ever comes. */
record ProviderWord<P extends Record>(String name, Class<P> params) implements SecretProvider<P> {
  @Override
  public Optional<String> value(P params, ProviderWorld world) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Boolean> wouldAnswer(P params, ProviderWorld world) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String origin(P params) {
    return name;
  }
}
