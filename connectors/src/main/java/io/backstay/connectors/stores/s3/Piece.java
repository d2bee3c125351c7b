package io.backstay.connectors.stores.s3;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    try (InputStream in = bytes(file, from, bytes, () -> false)) {
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
            return new BufferedInputStream(bytes(file, from, bytes, cancelled), BUFFER);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        bytes,
        "application/octet-stream");
  }

  private static InputStream bytes(Path file, long from, long bytes, BooleanSupplier cancelled)
      throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(from);
    return new Bounded(Channels.newInputStream(channel), bytes, cancelled);
  }

  /** So many bytes and no more; fewer are an error. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private final BooleanSupplier cancelled;
    private long left;

    Bounded(InputStream in, long bytes, BooleanSupplier cancelled) {
      this.in = in;
      this.left = bytes;
      this.cancelled = cancelled;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
      if (cancelled.getAsBoolean()) {
        throw new IOException("cancelled");
      }
      if (left == 0) {
        return -1;
      }
      int got = in.read(into, at, (int) Math.min(most, left));
      if (got < 0) {
        throw new EOFException("the file has become shorter");
      }
      left -= got;
      return got;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
