package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running digest of bytes, and how many there were. */
final class Digest {
  private final MessageDigest digest;
  private long size;

  private Digest(MessageDigest digest) {
    this.digest = digest;
  }

  static Digest sha256() {
    return of("SHA-256");
  }

  /** A digest by the JDK's name; every JDK has to know MD5, SHA-1 and SHA-256. */
  static Digest of(String algorithm) {
    try {
      return new Digest(MessageDigest.getInstance(algorithm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no digest " + algorithm + " in this JDK", e);
    }
  }

  /** Adds what remains of a buffer and leaves its position alone. */
  void update(ByteBuffer bytes) {
    size += bytes.remaining();
    digest.update(bytes.duplicate());
  }

  long size() {
    return size;
  }

  /** Lower-case hexadecimal; starts anew. */
  String hex() {
    size = 0;
    return HexFormat.of().formatHex(digest.digest());
  }
}
