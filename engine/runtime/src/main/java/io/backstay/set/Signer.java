package io.backstay.set;

import org.jspecify.annotations.Nullable;

/**
 * Who vouches for a set.
 *
 * @param key id of the key it is signed with; null when it is not signed
 * @param trusted whether this host believes that key
 */
public record Signer(@Nullable String key, boolean trusted) {
  private static final int SHOWN = 12;

  /** Nobody: the set only agrees with itself, which anybody can bring about. */
  static final Signer NOBODY = new Signer(null, false);

  /** As lists show it. */
  @Override
  public String toString() {
    if (key == null) {
      return "digest only";
    }
    String by = "signed by " + key.substring(0, SHOWN);
    return trusted ? by : by + ", not known here";
  }
}
