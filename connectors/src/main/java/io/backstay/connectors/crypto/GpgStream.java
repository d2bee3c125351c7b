package io.backstay.connectors.crypto;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.List;

/**
 * What gpg decrypts. It puts out bytes before it knows whether they are right, so the end of the
 * stream is only told when it has said so, and exited well.
 */
final class GpgStream extends FilterInputStream {
  private final Program gpg;
  private final List<String> recipients;
  private boolean proven;

  GpgStream(Program gpg, List<String> recipients) {
    super(gpg.output());
    this.gpg = gpg;
    this.recipients = recipients;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    if (count < 0 && !proven) {
      prove();
    }
    return count;
  }

  private void prove() {
    Program.Exit exit = gpg.await();
    GpgStatus said = GpgStatus.of(exit);
    if (said.says("NO_SECKEY") && !said.says("DECRYPTION_OKAY")) {
      throw Failure.of("R142", "this keyring has no secret key of " + whom())
          .help("restore where one of them is, or import it there for this user");
    }
    if (!exit.ok() || !said.says("DECRYPTION_OKAY")) {
      throw Failure.of("R143", "gpg does not open what was encrypted for " + whom() + words(said))
          .help("see whether  gpg --decrypt  opens it for this user, with its agent unlocked");
    }
    proven = true;
  }

  private static String words(GpgStatus said) {
    String words = said.words();
    return words.isEmpty() ? "" : ": " + words;
  }

  private String whom() {
    return String.join(", ", recipients);
  }

  @Override
  public void close() {
    gpg.close();
  }
}
