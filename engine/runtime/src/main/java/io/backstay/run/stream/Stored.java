package io.backstay.run.stream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was stored. Digests are lower-case hexadecimal and were taken from the bytes on their way,
 * not by reading them back.
 *
 * @param size stored bytes
 * @param sha256 of the stored bytes
 * @param digests of the stored bytes by other algorithms, as asked for
 * @param plainSize bytes before compression
 * @param plainSha256 of the bytes before compression; null when each part of them is listed with a
 *     digest of its own
 * @param packed what was encrypted; null when nothing was
 */
public record Stored(
    long size,
    String sha256,
    Map<Algorithm, String> digests,
    long plainSize,
    @Nullable String plainSha256,
    @Nullable Packed packed) {

  /**
   * Compressed bytes before they were encrypted.
   *
   * @param size how many
   * @param sha256 of them
   */
  public record Packed(long size, String sha256) {}

  /** Digests that can be had beside SHA-256. */
  public enum Algorithm {
    /** For old tooling only: it proves nothing against an attacker. */
    MD5("MD5"),
    /** For old tooling only. */
    SHA1("SHA-1"),
    /** As strong as SHA-256, and longer. */
    SHA512("SHA-512");

    final String name;

    Algorithm(String name) {
      this.name = name;
    }
  }
}
