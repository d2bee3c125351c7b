package io.backstay.run;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.backstay.set.Manifest;
import io.backstay.spi.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The content of an artifact as its producer gave it. Its end is only told when every stored byte
 * was read, and the content has the length the manifest names, and the digest if it names one.
 */
final class PlainContent extends FilterInputStream {
  private final InputStream stored;
  private final Manifest.Artifact artifact;
  private final MessageDigest digest;
  private long seen;
  private boolean proven;

  private PlainContent(InputStream stored, Manifest.Artifact artifact) throws IOException {
    super(decoded(stored, artifact));
    this.stored = stored;
    this.artifact = artifact;
    this.digest = sha256();
  }

  /** Decodes stored bytes, and closes them in the end. */
  static InputStream of(InputStream stored, Manifest.Artifact artifact) {
    try {
      return new PlainContent(stored, artifact);
    } catch (IOException e) {
      throw damaged(artifact, "cannot be decoded: " + e.getMessage()).because(e);
    }
  }

  private static InputStream decoded(InputStream stored, Manifest.Artifact artifact)
      throws IOException {
    return switch (artifact.codec()) {
      case NONE -> stored;
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(stored)
              .setDecompressConcatenated(true)
              .get();
      case ZSTD -> new ZstdInputStreamNoFinalizer(stored);
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = decode(into, offset, length);
    if (count > 0) {
      digest.update(into, offset, count);
      seen += count;
    }
    if (count < 0 && !proven) {
      prove();
    }
    return count;
  }

  private int decode(byte[] into, int offset, int length) {
    try {
      return in.read(into, offset, length);
    } catch (IOException e) {
      throw damaged(artifact, "cannot be decoded: " + e.getMessage()).because(e);
    }
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

  private void prove() throws IOException {
    stored.transferTo(OutputStream.nullOutputStream());
    Manifest.Content plain = artifact.plain();
    if (seen != plain.bytes()) {
      throw damaged(artifact, "decodes to " + seen + " bytes, not " + plain.bytes());
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    if (plain.sha256() != null && !sha256.equals(plain.sha256())) {
      throw damaged(artifact, "does not decode to the content the manifest names");
    }
    proven = true;
  }

  private static Failure damaged(Manifest.Artifact artifact, String what) {
    return Failure.of("R132", "`" + artifact.name() + "` " + what)
        .help("restore another set, or the same one from another store");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
