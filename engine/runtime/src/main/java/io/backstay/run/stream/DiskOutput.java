package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Writes a new file past the system's cache: what nobody is about to read would push out of it what
 * others need, and it comes to disk more slowly from there. The end, which fills no block of the
 * file system, goes the ordinary way, and so does all of it where there is no other.
 */
final class DiskOutput implements AutoCloseable {
  private final Path file;
  private final FileChannel ordinary;
  private final ByteBuffer gathered;
  private FileChannel blocks;
  private long written;

  private DiskOutput(Path file, FileChannel ordinary, ByteBuffer gathered) {
    this.file = file;
    this.ordinary = ordinary;
    this.blocks = ordinary;
    this.gathered = gathered;
  }

  /** Creates a file that does not exist yet, for the owner only. */
  static DiskOutput create(Path file) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileChannel ordinary = FileChannel.open(file, options, OwnerOnly.FILE);
    return over(ordinary, file, PastCache.buffer(file));
  }

  /**
   * Writes to a file that is open and empty.
   *
   * @param buffer from {@link PastCache#buffer}
   */
  static DiskOutput over(FileChannel ordinary, Path file, ByteBuffer buffer) {
    return new DiskOutput(file, ordinary, buffer.clear());
  }

  /** Takes all of a buffer. */
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), gathered.remaining());
      gathered.put(gathered.position(), bytes, bytes.position(), length);
      gathered.position(gathered.position() + length);
      bytes.position(bytes.position() + length);
      if (!gathered.hasRemaining()) {
        gathered.flip();
        writeBlocks();
        gathered.clear();
      }
    }
  }

  private void writeBlocks() throws IOException {
    if (written == 0 && begunDirectly()) {
      return;
    }
    put(blocks);
  }

  /** Whether the file system took the first blocks; asking it is the only way to know. */
  private boolean begunDirectly() throws IOException {
    FileChannel direct = PastCache.writing(file, ordinary);
    if (direct == null) {
      return false;
    }
    blocks = direct;
    try {
      put(direct);
      return true;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      gathered.position(0);
      written = 0;
      blocks = ordinary;
      Closing.quietly(direct);
      return false;
    }
  }

  private void put(FileChannel channel) throws IOException {
    channel.position(written);
    while (gathered.hasRemaining()) {
      written += channel.write(gathered);
    }
  }

  /** Bytes that did not go out when a write failed. */
  int left() {
    return gathered.remaining();
  }

  /** Writes all that was taken; nothing can be taken any more, and the ordinary way stays open. */
  void flush() throws IOException {
    gathered.flip();
    put(ordinary);
    if (blocks != ordinary) {
      blocks.close();
    }
  }

  /** Returns when all that was taken is on disk. */
  void sync() throws IOException {
    flush();
    ordinary.force(true);
    ordinary.close();
  }

  @Override
  public void close() throws IOException {
    try {
      blocks.close();
    } finally {
      ordinary.close();
    }
  }
}
