package io.backstay.connectors.stores.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What a request carries, on its way, once. */
final class Sent implements Iterable<byte[]>, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Ask.@Nullable Body body;
  private @Nullable InputStream in;
  private volatile long bytes;
  private volatile @Nullable IOException problem;

  Sent(Ask.@Nullable Body body) {
    this.body = body;
  }

  BodyPublisher publisher() {
    return body == null || body.bytes() == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(this), body.bytes());
  }

  /** How much has been taken of it. */
  long bytes() {
    return bytes;
  }

  /** Why there was no more of it; whoever sends tells of less. */
  @Nullable IOException problem() {
    return problem;
  }

  @Override
  public Iterator<byte[]> iterator() {
    return new Pieces(body == null ? 0 : body.bytes());
  }

  private final class Pieces implements Iterator<byte[]> {
    private final long length;

    Pieces(long length) {
      this.length = length;
    }

    @Override
    public boolean hasNext() {
      return bytes < length;
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      try {
        return piece();
      } catch (IOException e) {
        problem = e;
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized byte[] piece() throws IOException {
    if (in == null && body != null) {
      in = body.content().open();
    }
    byte[] buffer = new byte[BUFFER];
    int got = in == null ? -1 : in.read(buffer);
    if (got < 0) {
      throw new EOFException("ends after " + bytes + " bytes");
    }
    bytes += got;
    return got == BUFFER ? buffer : Arrays.copyOf(buffer, got);
  }

  @Override
  public synchronized void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
