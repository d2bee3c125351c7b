package io.backstay.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, for messages.
 *
 * @param key the key it belongs to
 * @param optional whether it may turn out to be absent
 * @param at where the key stands; null when there is none
 */
record Use(String key, boolean optional, @Nullable Position at) {
  static Use required(String key) {
    return new Use(key, false, null);
  }

  Use at(Position position) {
    return new Use(key, optional, position);
  }

  /** Where to say that something is missing. */
  Position at(Node node) {
    return at == null ? node.position() : at;
  }
}
