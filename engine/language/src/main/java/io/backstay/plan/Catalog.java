package io.backstay.plan;

import io.backstay.spi.CheckType;
import io.backstay.spi.FaultType;
import io.backstay.spi.NotifierType;
import io.backstay.spi.ScratchType;
import io.backstay.spi.SecretProvider;
import io.backstay.spi.ServiceType;
import io.backstay.spi.SourceType;
import io.backstay.spi.StepType;
import io.backstay.spi.StoreType;
import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The words plans can use: every type there is, by category and name. */
public final class Catalog {
  private final List<Type<?>> types;
  private final Map<String, StepType<?>> steps;
  private final Map<String, SourceType<?>> sources;
  private final Map<String, ServiceType<?>> services;
  private final Map<String, StoreType<?>> stores;
  private final Map<String, ScratchType<?>> scratch;
  private final Map<String, FaultType<?>> faults;
  private final Map<String, NotifierType<?>> notifiers;
  private final Map<String, CheckType<?>> checks;
  private final Map<String, SecretProvider<?>> providers;

  private Catalog(List<Type<?>> types) {
    this.types = types;
    this.steps = by(StepType.class, types);
    this.sources = by(SourceType.class, types);
    this.services = by(ServiceType.class, types);
    this.stores = by(StoreType.class, types);
    this.scratch = by(ScratchType.class, types);
    this.faults = by(FaultType.class, types);
    this.notifiers = by(NotifierType.class, types);
    this.checks = by(CheckType.class, types);
    this.providers = by(SecretProvider.class, types);
  }

  /** Everything on the class path that is registered as a {@link Type}. */
  public static Catalog load() {
    List<Type<?>> found = new ArrayList<>();
    for (Type<?> type : ServiceLoader.load(Type.class)) {
      found.add(type);
    }
    return of(found);
  }

  /**
   * These types and no others.
   *
   * @throws IllegalArgumentException when two of a category have one name, a name cannot be written
   *     in a plan, or a type that is not part of backstay is not documented throughout
   */
  public static Catalog of(List<? extends Type<?>> types) {
    types.forEach(CatalogRules::checkName);
    types.stream().filter(CatalogRules::foreign).forEach(CatalogRules::checkParameters);
    return new Catalog(List.copyOf(types));
  }

  /**
   * Checks the types of backstay itself as thoroughly as foreign ones are when they are loaded; for
   * a test, so that not every command has to.
   *
   * @throws IllegalArgumentException when something is not documented, or a default cannot be read
   */
  public void verify() {
    types.forEach(CatalogRules::checkParameters);
  }

  /** Kinds of steps by name. */
  public Map<String, StepType<?>> steps() {
    return steps;
  }

  /** Kinds of sources by name. */
  public Map<String, SourceType<?>> sources() {
    return sources;
  }

  /** Kinds of services by name. */
  public Map<String, ServiceType<?>> services() {
    return services;
  }

  /** Kinds of stores by name. */
  public Map<String, StoreType<?>> stores() {
    return stores;
  }

  /** Kinds of scratch resources of drills by name. */
  public Map<String, ScratchType<?>> scratch() {
    return scratch;
  }

  /** Kinds of faults by name. */
  public Map<String, FaultType<?>> faults() {
    return faults;
  }

  /** Kinds of places where people are told how runs end, by name. */
  public Map<String, NotifierType<?>> notifiers() {
    return notifiers;
  }

  /** Kinds of checks by name. */
  public Map<String, CheckType<?>> checks() {
    return checks;
  }

  /** Kinds of places secrets come from by name. */
  public Map<String, SecretProvider<?>> providers() {
    return providers;
  }

  /** A kind of check there is. */
  CheckType<?> check(String name) {
    return known(checks, name);
  }

  /** A kind of step there is. */
  StepType<?> step(String name) {
    return known(steps, name);
  }

  /** A kind of place secrets come from that there is. */
  SecretProvider<?> provider(String name) {
    return known(providers, name);
  }

  private static <T> T known(Map<String, T> types, String name) {
    return Optional.ofNullable(types.get(name)).orElseThrow();
  }

  @SuppressWarnings("unchecked") // filtered by the very class
  private static <T> Map<String, T> by(Class<?> category, List<Type<?>> types) {
    Map<String, T> found = new TreeMap<>();
    for (Type<?> type : types) {
      if (category.isInstance(type) && found.put(type.name(), (T) type) != null) {
        throw new IllegalArgumentException("two types are called `" + type.name() + "`");
      }
    }
    return Collections.unmodifiableMap(found);
  }
}
