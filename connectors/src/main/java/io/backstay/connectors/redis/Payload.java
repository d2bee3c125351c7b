package io.backstay.connectors.redis;

import io.backstay.connectors.databases.Crc64;
import io.backstay.spi.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One value as {@code RESTORE} takes it, whose length has to be known first: a large one waits in a
 * file.
 */
final class Payload implements AutoCloseable {
  private static final int LARGE = 4 << 20;

  private final Path file;
  private final ByteArrayOutputStream small = new ByteArrayOutputStream();
  private @Nullable FileChannel large;
  private Crc64 crc = Crc64.jones();
  private long length;

  /**
   * A place for one after another.
   *
   * @param file where a large one waits
   */
  Payload(Path file) {
    this.file = file;
  }

  /** Begins another one. */
  void begin(int kind) {
    small.reset();
    crc = Crc64.jones();
    length = 0;
    add(new byte[] {(byte) kind}, 0, 1);
  }

  void add(byte[] bytes, int from, int to) {
    crc.update(bytes, from, to);
    length += to - from;
    small.write(bytes, from, to - from);
    if (small.size() > LARGE) {
      try {
        spill();
      } catch (IOException e) {
        throw Failure.of("R439", "cannot write `" + file + "`: " + e.getMessage()).because(e);
      }
    }
  }

  private void spill() throws IOException {
    FileChannel channel = large;
    if (channel == null) {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      large = channel;
    }
    channel.position(length - small.size());
    small.writeTo(Channels.newOutputStream(channel));
    small.reset();
  }

  /** Ends it as a server ends what it dumps: with the version of the format, and a checksum. */
  void end(int format) {
    byte[] version =
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) format).array();
    add(version, 0, version.length);
    byte[] sum = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(crc.value()).array();
    add(sum, 0, sum.length);
  }

  long length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    FileChannel channel = large;
    if (channel != null && length > small.size()) {
      long waiting = length - small.size();
      for (long at = 0; at < waiting; ) {
        at += channel.transferTo(at, Math.min(waiting - at, LARGE), Channels.newChannel(out));
      }
    }
    small.writeTo(out);
  }

  /** Of a small one. */
  byte[] bytes() {
    return small.toByteArray();
  }

  @Override
  public void close() {
    FileChannel channel = large;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The directory it is in is removed with the run.
        return;
      }
    }
  }
}
