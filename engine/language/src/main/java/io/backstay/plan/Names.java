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
 */
record Names(Set<String> sources, Set<String> services, Set<String> stores, Set<String> secrets) {
  static final Names NONE = new Names(Set.of(), Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  Names {
    sources = Set.copyOf(sources);
    services = Set.copyOf(services);
    stores = Set.copyOf(stores);
    secrets = Set.copyOf(secrets);
  }
}
