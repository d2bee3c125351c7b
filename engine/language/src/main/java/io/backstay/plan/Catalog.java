package io.backstay.plan;

import io.backstay.spi.CheckType;
import io.backstay.spi.SecretProvider;
import io.backstay.spi.ServiceType;
import io.backstay.spi.SourceType;
import io.backstay.spi.StepType;
import io.backstay.spi.StoreType;
import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The words plans can use: every type there is, by category and name. */
public final class Catalog {
  private final List<Type<?>> types;

  private Catalog(List<Type<?>> types) {
    this.types = List.copyOf(types);
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
   * @throws IllegalArgumentException when two of a category have one name, or one is not documented
   */
  public static Catalog of(List<? extends Type<?>> types) {
    return new Catalog(List.copyOf(types));
  }

  /** Kinds of steps by name. */
  public Map<String, StepType<?>> steps() {
    return by(StepType.class);
  }

  /** Kinds of sources by name. */
  public Map<String, SourceType<?>> sources() {
    return by(SourceType.class);
  }

  /** Kinds of services by name. */
  public Map<String, ServiceType<?>> services() {
    return by(ServiceType.class);
  }

  /** Kinds of stores by name. */
  public Map<String, StoreType<?>> stores() {
    return by(StoreType.class);
  }

  /** Kinds of checks by name. */
  public Map<String, CheckType<?>> checks() {
    return by(CheckType.class);
  }

  /** Kinds of places secrets come from by name. */
  public Map<String, SecretProvider<?>> providers() {
    return by(SecretProvider.class);
  }

  /** A kind of check there is. */
  CheckType<?> check(String name) {
    return known(checks(), name);
  }

  /** A kind of step there is. */
  StepType<?> step(String name) {
    return known(steps(), name);
  }

  /** A kind of place secrets come from that there is. */
  SecretProvider<?> provider(String name) {
    return known(providers(), name);
  }

  private static <T> T known(Map<String, T> types, String name) {
    return Optional.ofNullable(types.get(name)).orElseThrow();
  }

  @SuppressWarnings("unchecked") // filtered by the very class
  private <T> Map<String, T> by(Class<?> category) {
    Map<String, T> found = new TreeMap<>();
    for (Type<?> type : types) {
      if (category.isInstance(type)) {
        found.put(type.name(), (T) type);
      }
    }
    return found;
  }
}
