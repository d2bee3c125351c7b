package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being unpacked. Stretches of zeros become holes. A large one goes past the
 * system's cache as long as it has none: who unpacks a lot would push out of there what others
 * need, and wait longer for the disk. It is made apart, and moved to its place.
 */
final class UnpackedFile implements AutoCloseable {
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(Blocks.SIZE).asReadOnlyBuffer();

  private final TargetTree tree;
  private final MemberPath path;
  private final @Nullable Path apart;
  private final FileChannel file;
  private @Nullable DiskOutput dense;
  private long position;

  private UnpackedFile(
      TargetTree tree,
      MemberPath path,
      @Nullable Path apart,
      FileChannel file,
      @Nullable DiskOutput dense) {
    this.tree = tree;
    this.path = path;
    this.apart = apart;
    this.file = file;
    this.dense = dense;
  }

  static UnpackedFile small(TargetTree tree, MemberPath path) throws IOException {
    return new UnpackedFile(tree, path, null, tree.makeFile(path), null);
  }

  /**
   * A large file.
   *
   * @param buffer what {@link PastCache#buffer} gives, for this file alone until it is finished
   */
  static UnpackedFile large(TargetTree tree, MemberPath path, ByteBuffer buffer)
      throws IOException {
    TargetTree.Apart made = tree.makeApart(path);
    DiskOutput dense = DiskOutput.over(made.file(), made.path(), buffer);
    return new UnpackedFile(tree, path, made.path(), made.file(), dense);
  }

  void content(ByteBuffer bytes) throws IOException {
    int size = bytes.remaining();
    if (bytes.mismatch(ZEROS.slice(0, size)) < 0) {
      hole(size);
      return;
    }
    try {
      write(bytes);
    } catch (IOException e) {
      throw failed(e, bytes.remaining());
    }
    position += size;
  }

  /** A stretch of zeros is not written, so the position of the file may be behind. */
  private void write(ByteBuffer bytes) throws IOException {
    if (dense != null) {
      dense.write(bytes);
      return;
    }
    if (file.position() != position) {
      file.position(position);
    }
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  void hole(long length) throws IOException {
    goOrdinarily();
    position += length;
  }

  private void goOrdinarily() throws IOException {
    DiskOutput blocks = dense;
    if (blocks != null) {
      try {
        blocks.flush();
      } catch (IOException e) {
        throw failed(e, 1);
      }
      dense = null;
    }
  }

  /** All of it came; where it ends with a hole its last byte gives it its size. */
  void finish() throws IOException {
    goOrdinarily();
    try (file) {
      if (file.size() < position) {
        file.write(ZEROS.slice(0, 1), position - 1);
      }
    } catch (IOException e) {
      throw failed(e, 1);
    }
    if (apart != null) {
      tree.moveIn(apart, path);
    }
  }

  private IOException failed(IOException cause, long rest) {
    if (cause instanceof ClosedByInterruptException) {
      return cause;
    }
    Path place = tree.path(path);
    long left = dense == null ? rest : rest + dense.left();
    return WriteFailure.of(place, apart == null ? place : apart, left, cause);
  }

  @Override
  public void close() {
    Closing.quietly(file);
    if (dense != null) {
      Closing.quietly(dense::close);
    }
  }
}
