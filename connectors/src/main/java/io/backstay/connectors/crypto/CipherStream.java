package io.backstay.connectors.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Decrypted bytes. The JDK's own stream takes a wrong end for the end; this one says that it is
 * wrong.
 */
final class CipherStream extends InputStream {
  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final Cipher cipher;
  private final byte[] block = new byte[BLOCK];
  private byte[] ready = new byte[0];
  private int at;
  private boolean over;

  CipherStream(InputStream in, Cipher cipher) {
    this.in = in;
    this.cipher = cipher;
  }

  @Override
  public int read() throws IOException {
    return more() ? ready[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int some = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, into, offset, some);
    at += some;
    return some;
  }

  private boolean more() throws IOException {
    while (at == ready.length && !over) {
      ready = next();
      at = 0;
    }
    return at < ready.length;
  }

  private byte[] next() throws IOException {
    int count = in.read(block);
    over = count < 0;
    try {
      byte @Nullable [] decrypted = over ? cipher.doFinal() : cipher.update(block, 0, count);
      return decrypted == null ? new byte[0] : decrypted;
    } catch (GeneralSecurityException e) {
      throw new IOException("its end is not what it has to be", e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
