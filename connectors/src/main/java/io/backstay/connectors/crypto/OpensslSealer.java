package io.backstay.connectors.crypto;

import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Encrypts as openssl does, and takes the code of all that comes out. */
final class OpensslSealer implements Sealing.Sealer {
  private final int iterations;
  private final OutputStream to;
  private final Cipher cipher;
  private final Mac mac;

  OpensslSealer(OpensslKeys keys, int iterations, OutputStream to) {
    this.iterations = iterations;
    this.to = to;
    this.cipher = keys.encrypting();
    this.mac = keys.mac();
  }

  /** What a file begins with. */
  void header(byte[] magic, byte[] salt) throws IOException {
    put(magic);
    put(salt);
  }

  private void put(byte @Nullable [] bytes) throws IOException {
    if (bytes != null) {
      mac.update(bytes);
      to.write(bytes);
    }
  }

  @Override
  public OutputStream plain() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        put(cipher.update(bytes, offset, length));
      }
    };
  }

  @Override
  public Seal finish() throws IOException {
    try {
      put(cipher.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("padded content always fits", e);
    }
    String hmac = HexFormat.of().formatHex(mac.doFinal());
    return new Seal(Openssl.WAY, List.of(), iterations, hmac);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
