package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one length, kept in a file without a name, since there may be millions: only what is
 * looked at has to be in memory.
 */
final class Rows implements AutoCloseable {
  private static final int TOGETHER = 2048;

  private final int length;
  private final List<ByteBuffer> chunks = new ArrayList<>();
  private @Nullable FileChannel file;
  private int size;

  Rows(int length) {
    this.length = length;
  }

  int size() {
    return size;
  }

  /** A new row, all zeros, to be filled by whoever asked for it. */
  ByteBuffer add() throws IOException {
    if (size % TOGETHER == 0) {
      chunks.add(chunk());
    }
    return row(size++);
  }

  private ByteBuffer chunk() throws IOException {
    FileChannel channel = file == null ? NamelessFile.create("rows") : file;
    file = channel;
    // A disk that is full is to say so here, and not when a row is looked at.
    ByteBuffer zeros = ByteBuffer.allocate(TOGETHER * length);
    long begin = (long) chunks.size() * zeros.capacity();
    while (zeros.hasRemaining()) {
      channel.write(zeros, begin + zeros.position());
    }
    return channel.map(FileChannel.MapMode.READ_WRITE, begin, zeros.capacity());
  }

  /** A row by its number, from 0. */
  ByteBuffer row(int number) {
    return chunks.get(number / TOGETHER).slice(number % TOGETHER * length, length);
  }

  @Override
  public void close() {
    if (file != null) {
      Closing.quietly(file);
    }
  }
}
