package io.backstay.plan;

import java.util.Set;

/**
 * Names a plan declares, also those whose declarations are wrong: a second complaint about each use
 * of them would hide the first.
 *
 * @param sources under {@code sources:}
 * @param services under {@code services:}
 * @param stores under {@code stores:}
 * @param secrets under {@code secrets:}
 * @param elsewhere names of stores that only other environments have
 */
record Names(
    Set<String> sources,
    Set<String> services,
    Set<String> stores,
    Set<String> secrets,
    Set<String> elsewhere) {
  static final Names NONE = new Names(Set.of(), Set.of(), Set.of(), Set.of());

  /** Names of a plan that has the same in every environment. */
  Names(Set<String> sources, Set<String> services, Set<String> stores, Set<String> secrets) {
    this(sources, services, stores, secrets, Set.of());
  }

  /** The same in a place where others have more. */
  Names and(Elsewhere others) {
    return new Names(sources, services, stores, secrets, others.stores());
  }

  /** Copies the sets. */
  Names {
    sources = Set.copyOf(sources);
    services = Set.copyOf(services);
    stores = Set.copyOf(stores);
    secrets = Set.copyOf(secrets);
  }
}
