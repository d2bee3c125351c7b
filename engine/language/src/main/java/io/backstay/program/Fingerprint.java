package io.backstay.program;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Twelve hexadecimal digits over what a reviewer agreed to: the effective plan, the chosen set,
 * everything that would be deleted or interrupted. Sizes and times are left out, because they
 * differ from one minute to the next.
 */
final class Fingerprint {
  private Fingerprint() {}

  static String of(List<String> lines) {
    String hex = HexFormat.of().formatHex(sha256(String.join("\n", lines)), 0, 6);
    return hex.substring(0, 4) + "-" + hex.substring(4, 8) + "-" + hex.substring(8);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
