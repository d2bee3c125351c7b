package io.backstay.connectors.stores.s3;

import io.backstay.connectors.stores.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A part of a file that is sent in one request, with its digests.
 *
 * @param file which
 * @param from its first byte
 * @param bytes its length
 * @param md5 its digest, hexadecimal, which servers of every kind compare
 * @param sha256 its digest, hexadecimal, which newer ones compare and keep
 */
record Piece(Path file, long from, long bytes, String md5, String sha256) {
  private static final int BUFFER = 1 << 16;

  /** Reads it once, for its digests. */
  static Piece of(Path file, long from, long bytes) throws IOException {
    MessageDigest md5 = digest("MD5");
    MessageDigest sha256 = digest("SHA-256");
    try (InputStream in = new Slice(file, from, bytes).open(() -> false)) {
      byte[] buffer = new byte[BUFFER];
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        md5.update(buffer, 0, got);
        sha256.update(buffer, 0, got);
      }
    }
    return new Piece(file, from, bytes, hex(md5.digest()), hex(sha256.digest()));
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a header says it. */
  static String base64(String digest) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest));
  }

  /** As an answer says it. */
  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /** What is sent, as often as it takes. */
  RequestBody body(BooleanSupplier cancelled) {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            return new Slice(file, from, bytes).open(cancelled);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        bytes,
        "application/octet-stream");
  }
}
