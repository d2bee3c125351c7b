package io.backstay.drill;

import io.backstay.spi.Failure;
import io.backstay.spi.Fault;
import io.backstay.spi.Fault.Damage;
import io.backstay.spi.Ref;
import io.backstay.spi.Sealing;
import io.backstay.spi.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a store gives while something is wrong with it. */
final class FaultyReader implements Store.Reader {
  private final Ref store;
  private final Store.Reader real;
  private final @Nullable String manifest;
  private final List<Injection> injections;

  /**
   * A reader.
   *
   * @param manifest what manifests are called; null when they are apart from their sets
   */
  FaultyReader(
      Ref store, Store.Reader real, @Nullable String manifest, List<Injection> injections) {
    this.store = store;
    this.manifest = manifest;
    this.real = real;
    this.injections = injections;
  }

  @Override
  public List<Store.Stored> list(String prefix) {
    answers();
    return real.list(prefix);
  }

  @Override
  public Optional<Store.Stored> stat(String key) {
    answers();
    return real.stat(key);
  }

  @Override
  public InputStream open(String key) {
    answers();
    Injection damage = damage(key);
    if (damage != null) {
      Fault.Damaged fault = (Fault.Damaged) damage.injected().fault();
      if (fault.how() == Damage.MISSING) {
        throw Failure.of("R712", "store `" + store.name() + "` does not have `" + key + "`");
      }
      long size = real.stat(key).map(Store.Stored::bytes).orElse(0L);
      return new DamagedStream(real.open(key), fault, size);
    }
    return slowed(real.open(key));
  }

  /** Never the file itself: whoever had that would meet nothing. */
  @Override
  public Optional<Path> local(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<Store.Space> space() {
    answers();
    return real.space();
  }

  @Override
  public Optional<Instant> lockedUntil(String key) {
    answers();
    return real.lockedUntil(key);
  }

  private void answers() {
    for (Injection injection : injections) {
      switch (injection.injected().fault()) {
        case Fault.StoreDown down when injection.strikes() ->
            throw Failure.of("R773", "store `" + store.name() + "` does not answer")
                .help("This is what the drill injects.")
                .transientOne();
        case Fault.StoreSlow slow when injection.strikes() ->
            LockSupport.parkNanos(slow.latency().toNanos());
        default -> {}
      }
    }
  }

  private @Nullable Injection damage(String key) {
    for (Injection injection : injections) {
      if (injection.injected().fault() instanceof Fault.Damaged fault
          && names(key).noneMatch(this::about)
          && names(Sealing.logical(key)).anyMatch(fault.artifact()::matches)
          && injection.strikes(key, fault.times())) {
        return injection;
      }
    }
    return null;
  }

  /** Whether it is not of a set, but says something about one. */
  private boolean about(String name) {
    return name.equals(manifest) || name.startsWith(".backstay/");
  }

  /** What an artifact under this key may be called: names of artifacts may have slashes. */
  private static Stream<String> names(String key) {
    Stream<String> shorter =
        key.indexOf('/') < 0 ? Stream.empty() : names(key.substring(key.indexOf('/') + 1));
    return Stream.concat(Stream.of(key), shorter);
  }

  private InputStream slowed(InputStream stream) {
    for (Injection injection : injections) {
      if (injection.injected().fault() instanceof Fault.StoreSlow slow
          && slow.rate() > 0
          && injection.window().open()) {
        return new SlowStream(stream, slow.rate());
      }
    }
    return stream;
  }
}
