package io.backstay.set;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whom this host believes about sets, and what it remembers of them itself. */
public final class Trust {
  private final Keyring keys;
  private final @Nullable Path memory;

  private Trust(Keyring keys, @Nullable Path memory) {
    this.keys = keys;
    this.memory = memory;
  }

  /** The trust of a state directory, which need not exist. */
  public static Trust in(Path state) {
    return new Trust(Keyring.in(state.resolve("keys")), state.resolve("sets"));
  }

  /** These keys, and no memory. */
  static Trust of(Keyring keys) {
    return new Trust(keys, null);
  }

  /**
   * The same, but also believing this key; nothing is written.
   *
   * @throws io.backstay.spi.Failure when this is not the id of a key
   */
  public Trust with(String key) {
    return new Trust(keys.with(key), memory);
  }

  /** The same without any memory, for stores that are gone tomorrow. */
  public Trust forgetful() {
    return of(keys);
  }

  /** The keys. */
  public Keyring keys() {
    return keys;
  }

  /** The memory of a plan's sets in a store. */
  Ledger ledger(String plan, String store) {
    return memory == null ? Ledger.none() : Ledger.in(memory, plan, store);
  }
}
