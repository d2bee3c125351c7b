package io.backstay.connectors.stores;

import io.backstay.spi.Failure;
import java.util.List;

/** What a key is, whatever a store keeps it in: names with slashes between them. */
public final class KeyNames {
  private KeyNames() {}

  /**
   * The names a key consists of, outermost first.
   *
   * @throws Failure when it is no key
   */
  public static List<String> of(String key) {
    List<String> names = List.of(key.split("/", -1));
    if (!names.stream().allMatch(KeyNames::isOne)) {
      throw Failure.of("R723", "`" + key + "` is not a key");
    }
    return names;
  }

  /** Whether somebody else's name could be a key. */
  public static boolean isKey(String name) {
    return List.of(name.split("/", -1)).stream().allMatch(KeyNames::isOne);
  }

  private static boolean isOne(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == 0);
  }
}
