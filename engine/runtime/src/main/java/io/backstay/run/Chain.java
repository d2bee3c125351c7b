package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Ties lines of JSON objects together: each ends with the hash of the line before it and with its
 * own, which is the sha256 of everything before {@code ,"hash"}.
 */
final class Chain {
  /** What the first line has for the hash of the line before it. */
  static final String START = "0".repeat(64);

  private static final String HASH = ",\"hash\":\"";
  private static final String PREVIOUS = ",\"prev\":\"";
  private static final int SEAL = HASH.length() + 64 + 2;

  private Chain() {}

  /**
   * A line of a chain.
   *
   * @param text without its end
   * @param hash its own
   */
  record Line(String text, String hash) {}

  /** The line for an object, to follow the line that has this hash. */
  static Line seal(String object, String previous) {
    String body = object.substring(0, object.length() - 1) + PREVIOUS + previous + "\"";
    String hash = sha256(body);
    return new Line(body + HASH + hash + "\"}", hash);
  }

  /** The hash of a line that is whole and follows the line with this hash; null when it is not. */
  static @Nullable String check(String line, String previous) {
    int end = line.length() - SEAL;
    if (end < 0) {
      return null;
    }
    String body = line.substring(0, end);
    String hash = sha256(body);
    boolean whole = line.substring(end).equals(HASH + hash + "\"}");
    return whole && body.endsWith(PREVIOUS + previous + "\"") ? hash : null;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
