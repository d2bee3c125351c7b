package io.backstay.connectors.crypto;

import io.backstay.spi.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What age has decrypted; what it will not hand out fails in our words. */
final class AgeStream extends FilterInputStream {
  AgeStream(InputStream decrypted) {
    super(decrypted);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return in.read(into, offset, length);
    } catch (IOException | RuntimeException e) {
      throw Failure.of("R143", "age does not vouch for what comes next: " + e.getMessage())
          .because(e);
    }
  }
}
