package io.backstay.run.stream;

import io.backstay.run.stream.StoredFile.Proof;
import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stored file in order. When the last one was read they are compared with what was
 * written; nobody learns of the end before that.
 */
final class StoredBytes implements AutoCloseable {
  private final Path file;
  private final @Nullable Proof proof;
  private final ReadableByteChannel channel;
  private final Digest digest = Digest.sha256();
  private final ByteBuffer buffer = Blocks.take().limit(0);
  private boolean over;

  private StoredBytes(Path file, @Nullable Proof proof, ReadableByteChannel channel) {
    this.file = file;
    this.proof = proof;
    this.channel = channel;
  }

  static StoredBytes open(StoredFile stored) throws IOException {
    Path file = stored.file();
    try {
      ReadableByteChannel channel =
          stored.fromDisk()
              ? DiskInput.open(file)
              : FileChannel.open(file, StandardOpenOption.READ);
      return new StoredBytes(file, stored.proof(), channel);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The bytes at hand, more being read when there are none; empty at the end of the file. */
  ByteBuffer ready() throws IOException {
    if (!buffer.hasRemaining() && !over) {
      refill();
    }
    return buffer;
  }

  private void refill() throws IOException {
    buffer.clear();
    try {
      over = channel.read(buffer) < 0;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      buffer.flip();
    }
    if (proof != null) {
      prove(proof);
    }
  }

  private void prove(Proof proof) throws StreamException {
    digest.update(buffer);
    if (over && (digest.size() != proof.size() || !digest.hex().equals(proof.sha256()))) {
      throw damaged("is not what was stored: its size or digest is another");
    }
  }

  /** Says that the file is damaged, and how. */
  StreamException damaged(String what) {
    return Damage.of("`" + file + "` " + what);
  }

  private static StreamException unreadable(Path file, IOException cause) {
    return StreamException.of(Kind.UNREADABLE, "`" + file + "` cannot be read: " + Reason.of(cause))
        .because(cause);
  }

  @Override
  public void close() {
    Closing.quietly(channel);
    Blocks.give(buffer);
  }
}
