package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file past the system's cache: what is on the disk, and nothing of what others need is
 * pushed out of memory by it. The system reads nothing ahead there, so this does. The end, which
 * fills no block of the file system, comes the ordinary way, and so does all of it where there is
 * no other.
 */
final class DiskInput implements ReadableByteChannel {
  private final FileChannel ordinary;
  private final @Nullable AsynchronousFileChannel direct;
  private ByteBuffer ready;
  private ByteBuffer coming;
  private @Nullable Future<Integer> read;
  private long position;

  private DiskInput(Path file, FileChannel ordinary) throws IOException {
    this.ordinary = ordinary;
    this.ready = PastCache.buffer(file).limit(0);
    this.coming = PastCache.buffer(file);
    this.direct = ordinary.size() < PastCache.SIZE ? null : PastCache.reading(file);
    this.read = direct == null ? null : direct.read(coming, 0);
  }

  static DiskInput open(Path file) throws IOException {
    FileChannel ordinary = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new DiskInput(file, ordinary);
    } catch (IOException e) {
      ordinary.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!ready.hasRemaining() && !directly() && !ordinarily()) {
      return -1;
    }
    int length = Math.min(into.remaining(), ready.remaining());
    into.put(into.position(), ready, ready.position(), length);
    into.position(into.position() + length);
    ready.position(ready.position() + length);
    return length;
  }

  private boolean directly() throws IOException {
    Future<Integer> begun = read;
    if (begun == null) {
      return false;
    }
    read = null;
    int count = came(begun);
    position += count;
    ByteBuffer free = ready.clear();
    ready = coming.flip();
    coming = free;
    if (direct != null && count == PastCache.SIZE) {
      read = direct.read(coming, position);
    }
    return count > 0;
  }

  /**
   * How many bytes came; where the file system cannot be read like this, even the first did not.
   */
  private int came(Future<Integer> begun) throws IOException {
    try {
      return Math.max(0, begun.get());
    } catch (ExecutionException e) {
      if (position > 0 && e.getCause() instanceof IOException cause) {
        throw cause;
      }
      coming.clear();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  private boolean ordinarily() throws IOException {
    int count = ordinary.read(ready.clear(), position);
    ready.flip();
    position += Math.max(0, count);
    return count > 0;
  }

  @Override
  public boolean isOpen() {
    return ordinary.isOpen();
  }

  @Override
  public void close() throws IOException {
    try (ordinary) {
      if (direct != null) {
        direct.close();
      }
    }
  }
}
