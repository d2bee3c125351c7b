package io.backstay.drill;

import io.backstay.spi.Facts;
import io.backstay.spi.Fault;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that gives something else than it keeps while a fault says so. What it keeps is never
 * touched: writing goes through as it is.
 *
 * @param real what is kept
 * @param manifest what manifests are called; null when they are apart from their sets
 * @param injections the faults that may concern it
 */
record FaultyStore(Store real, @Nullable String manifest, List<Injection> injections)
    implements Store {
  @Override
  public Ref ref() {
    return real.ref();
  }

  @Override
  public String says() {
    return real.says();
  }

  @Override
  public List<String> alsoKnownAs() {
    return real.alsoKnownAs();
  }

  @Override
  public List<Finding> probe(Look look) {
    return real.probe(look);
  }

  @Override
  public Reader reader(Look look) {
    return new FaultyReader(ref(), real.reader(look), manifest, injections);
  }

  @Override
  public Writer writer(Tools tools) {
    return real.writer(tools);
  }

  @Override
  public Optional<Path> staging() {
    return real.staging();
  }

  @Override
  public Optional<Path> directory() {
    return real.directory();
  }

  @Override
  public String below() {
    return real.below();
  }

  @Override
  public String site() {
    return real.site();
  }

  @Override
  public boolean offHost() {
    return real.offHost();
  }

  @Override
  public Facts observe(Request request, Look look) {
    return real.observe(request, look);
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    return real.change(verb, request, tools);
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    real.pay(action, facts, tools);
  }

  /** Whether a fault can concern a store at all. */
  static boolean concerns(Fault fault, Ref store) {
    return switch (fault) {
      case Fault.StoreDown down -> down.store().name().equals(store.name());
      case Fault.StoreSlow slow -> slow.store().name().equals(store.name());
      case Fault.Damaged damaged -> true;
      case Fault.SecretDenied denied -> false;
      case Fault.ClockSkewed skewed -> false;
      case Fault.EngineKilled killed -> false;
      case Fault.Harmed harmed -> false;
    };
  }
}
