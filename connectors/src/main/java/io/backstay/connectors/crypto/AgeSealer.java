package io.backstay.connectors.crypto;

import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** An encryption by age that goes on. */
final class AgeSealer implements Sealing.Sealer {
  private final WritableByteChannel channel;
  private final Seal seal;

  AgeSealer(WritableByteChannel channel, Seal seal) {
    this.channel = channel;
    this.seal = seal;
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
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    };
  }

  /** Closing writes the last chunk, which says that it is the last. */
  @Override
  public Seal finish() throws IOException {
    channel.close();
    return seal;
  }

  @Override
  public void close() {
    // Nothing is open but what the last chunk would close, and that must only be written once.
  }
}
