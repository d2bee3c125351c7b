package io.backstay.app;

import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Plan;
import io.backstay.plan.SecretDecl;
import io.backstay.plan.Values;
import io.backstay.plan.Variables;
import io.backstay.run.SecretSource;
import io.backstay.spi.Failure;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The secrets of a plan, fetched from the first provider that has them, each time anew. */
final class Secrets implements SecretSource {
  private final Plan plan;
  private final Values values;
  private final ProviderWorld world;
  private final Predicate<String> denied;

  Secrets(Plan plan, Variables variables, ProviderWorld world) {
    this(plan, Values.of(plan, variables), world, name -> false);
  }

  private Secrets(Plan plan, Values values, ProviderWorld world, Predicate<String> denied) {
    this.plan = plan;
    this.values = values;
    this.world = world;
    this.denied = denied;
  }

  /** The same, but the first provider of some does not answer. */
  Secrets denying(Predicate<String> names) {
    return new Secrets(plan, values, world, names);
  }

  @Override
  public String value(Secret secret) {
    List<SecretDecl.Origin<?>> origins = origins(secret.name());
    List<Failure> unreached = new ArrayList<>();
    return origins.stream()
        .skip(denied.test(secret.name()) ? 1 : 0)
        .map(origin -> reached(origin, unreached))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> nobody(secret, origins, unreached));
  }

  /** The value; what cannot be reached now is passed over, and remembered. */
  private <P extends Record> Optional<String> reached(
      SecretDecl.Origin<P> origin, List<Failure> unreached) {
    try {
      return value(origin);
    } catch (Failure failure) {
      if (!failure.isTransient()) {
        throw failure;
      }
      unreached.add(failure);
      return Optional.empty();
    }
  }

  private Failure nobody(
      Secret secret, List<SecretDecl.Origin<?>> origins, List<Failure> unreached) {
    String message = "no provider has the secret `" + secret.name() + "`";
    String asked = "asked in this order: " + asked(origins);
    if (unreached.isEmpty()) {
      return Failure.of("P110", message).help(asked);
    }
    Failure first = unreached.getFirst();
    return Failure.of("P110", message + "; " + first.message())
        .because(first)
        .help(asked)
        .transientOne();
  }

  /**
   * Who would give a secret, without asking for it.
   *
   * @param name its key in the plan
   * @return the origin of the first provider that would answer; empty when none would, or nobody
   *     can tell without asking
   */
  Optional<String> wouldCome(String name) {
    return origins(name).stream()
        .filter(origin -> wouldAnswer(origin).orElse(false))
        .map(this::says)
        .findFirst();
  }

  /** Whether some provider can only be known by asking it. */
  boolean unknowable(String name) {
    return origins(name).stream().anyMatch(origin -> wouldAnswer(origin).isEmpty());
  }

  private List<SecretDecl.Origin<?>> origins(String name) {
    SecretDecl declared = plan.secrets().get(name);
    if (declared == null) {
      throw new IllegalStateException("no secret " + name);
    }
    return declared.sources();
  }

  private String asked(List<SecretDecl.Origin<?>> origins) {
    return origins.stream().map(this::says).collect(Collectors.joining(", "));
  }

  private <P extends Record> Optional<String> value(SecretDecl.Origin<P> origin) {
    return origin.provider().value(params(origin), world);
  }

  private <P extends Record> Optional<Boolean> wouldAnswer(SecretDecl.Origin<P> origin) {
    return origin.provider().wouldAnswer(params(origin), world);
  }

  private <P extends Record> String says(SecretDecl.Origin<P> origin) {
    return origin.provider().origin(params(origin));
  }

  private <P extends Record> P params(SecretDecl.Origin<P> origin) {
    return switch (new Binder(plan).bind(origin.params(), values)) {
      case Bound.Ready<P> ready -> ready.value();
      case Bound.Refused<P> refused ->
          throw Failure.of("P110", refused.problems().getFirst().message());
    };
  }
}
