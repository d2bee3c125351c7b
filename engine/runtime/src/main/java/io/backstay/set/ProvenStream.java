package io.backstay.set;

import io.backstay.spi.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes of known length and digest: the end of the stream is only told when both agree. */
final class ProvenStream extends FilterInputStream {
  private final String what;
  private final long expectedBytes;
  private final String expectedSha256;
  private final MessageDigest digest = digest();
  private long seen;
  private boolean proven;

  ProvenStream(InputStream in, String what, long bytes, String sha256) {
    super(in);
    this.what = what;
    this.expectedBytes = bytes;
    this.expectedSha256 = sha256;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    if (count > 0) {
      digest.update(into, offset, count);
      seen += count;
    }
    if (seen > expectedBytes || (count < 0 && !proven)) {
      prove();
    }
    return count;
  }

  /** Skipped bytes are read, or they would not be proven. */
  @Override
  public long skip(long count) throws IOException {
    byte[] waste = new byte[(int) Math.min(count, 8192)];
    return Math.max(0, read(waste, 0, waste.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void prove() {
    if (seen != expectedBytes) {
      throw differs("`" + what + "` is not " + expectedBytes + " bytes long");
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(expectedSha256)) {
      throw differs("`" + what + "` does not have the sha256 the manifest names");
    }
    proven = true;
  }

  static Failure differs(String what) {
    return Failure.of("R714", what)
        .help("its bytes changed after they were written; restore another set, or another copy");
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
