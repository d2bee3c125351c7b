package io.backstay.connectors.crypto;

import java.util.List;

/** Those who can open something, in a preview's line. */
final class Recipients {
  private static final int SHOWN = 16;

  private Recipients() {}

  /** One by the beginning of its key, several by their number. */
  static String says(String how, List<String> recipients) {
    if (recipients.size() != 1) {
      return how + recipients.size() + " recipients";
    }
    String only = recipients.getFirst();
    return how + (only.length() <= 2 * SHOWN ? only : only.substring(0, SHOWN) + "…");
  }
}
