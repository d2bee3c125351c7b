package io.backstay.connectors.containers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Standard output and error of a program, taken apart from the one stream the engine sends. A
 * thread reads ahead within bounds, so that a program which complains on standard error is never
 * blocked by a reader that waits for its output.
 */
final class Frames extends InputStream {

  private static final int AHEAD = 64;
  private static final int HEADER = 8;
  private static final int STDERR = 2;

  /** What the reading thread hands over. */
  private sealed interface Part {
    record Bytes(ByteBuffer bytes) implements Part {}

    record End() implements Part {}

    record Broken(IOException cause) implements Part {}
  }

  private final ChannelInput in;
  private final Tail stderr = new Tail();
  private volatile String start = "";
  private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(AHEAD);
  private final Thread reader;
  private Part current = new Part.Bytes(ByteBuffer.allocate(0));

  Frames(ChannelInput in, String name) {
    this.in = in;
    // Not a virtual one: once one of those has waited for a socket, Java takes longer to end.
    this.reader = Thread.ofPlatform().daemon().name("output of " + name).start(this::readAhead);
  }

  /** The last part of standard error. */
  String stderr() {
    return stderr.text();
  }

  /** The first part of standard output, for when it is not the program's own. */
  String start() {
    return start;
  }

  private void readAhead() {
    try {
      parts.put(readAll());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Part readAll() throws InterruptedException {
    try {
      for (int first = in.read(); first >= 0; first = in.read()) {
        byte[] rest = in.exactly(HEADER - 1);
        int length = ByteBuffer.wrap(rest, 3, 4).getInt();
        if (first > STDERR || length < 0) {
          throw new IOException("the stream is not made of frames");
        }
        handOver(first, length);
      }
      return new Part.End();
    } catch (IOException e) {
      return new Part.Broken(e);
    }
  }

  private void handOver(int stream, int length) throws IOException, InterruptedException {
    for (int left = length; left > 0; ) {
      byte[] bytes = in.exactly(Math.min(left, 64 * 1024));
      left -= bytes.length;
      if (stream == STDERR) {
        stderr.add(bytes);
      } else {
        if (start.isEmpty()) {
          start = ChannelInput.text(Arrays.copyOf(bytes, Math.min(bytes.length, 1024))).strip();
        }
        parts.put(new Part.Bytes(ByteBuffer.wrap(bytes)));
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (current instanceof Part.Bytes part && !part.bytes.hasRemaining()) {
      current = next();
    }
    return switch (current) {
      case Part.End end -> -1;
      case Part.Broken broken -> throw again(broken.cause);
      case Part.Bytes part -> {
        int count = Math.min(length, part.bytes.remaining());
        part.bytes.get(into, offset, count);
        yield count;
      }
    };
  }

  private Part next() throws InterruptedIOException {
    try {
      return parts.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading output");
    }
  }

  private static IOException again(IOException cause) {
    EOFException again = new EOFException(Trouble.reason(cause));
    again.initCause(cause);
    return again;
  }

  @Override
  public void close() throws IOException {
    reader.interrupt();
    in.close();
  }
}
