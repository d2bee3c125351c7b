package io.backstay.connectors.stores;

import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a key is, whatever a store keeps it in: names with slashes between them. */
public final class KeyNames {
  /** What is kept beside the sets. */
  public static final String OURS = ".backstay";

  /** Where files are until they have arrived; never listed. */
  public static final String STAGING = OURS + "/staging";

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

  /** What the names of all begin with that were ever on their way to a key. */
  public static String mark(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8) + "-";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOne(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == 0);
  }
}
