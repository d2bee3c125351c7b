package io.backstay.connectors.stores.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What an answer carries, as it comes; a server that says nothing for too long has gone. */
final class Received extends InputStream implements BodySubscriber<InputStream> {
  private static final List<ByteBuffer> END = List.of();
  private static final int AHEAD = 8;

  private final Duration patience;
  private final BlockingQueue<List<ByteBuffer>> coming = new LinkedBlockingQueue<>();
  private @Nullable Subscription subscription;
  private boolean unwanted;
  private volatile @Nullable Throwable problem;
  private Iterator<ByteBuffer> here = Collections.emptyIterator();
  private ByteBuffer now = ByteBuffer.allocate(0);
  private boolean ended;

  Received(Duration patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public synchronized void onSubscribe(Subscription begun) {
    subscription = begun;
    if (unwanted) {
      begun.cancel();
    } else {
      begun.request(AHEAD);
    }
  }

  private synchronized void wantOneMore() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    if (!some.isEmpty()) {
      coming.add(some);
    }
  }

  @Override
  public void onError(Throwable broken) {
    problem = broken;
    coming.add(END);
  }

  @Override
  public void onComplete() {
    coming.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    while (most > 0 && !now.hasRemaining()) {
      if (!here.hasNext() && !more()) {
        return -1;
      }
      now = here.next();
    }
    int got = Math.min(most, now.remaining());
    now.get(into, from, got);
    return got;
  }

  /** Waits for more; false at the end of all. */
  private boolean more() throws IOException {
    List<ByteBuffer> next = ended ? END : next();
    ended = next.isEmpty();
    Throwable broken = problem;
    if (ended && broken != null) {
      throw new IOException(broken.getMessage(), broken);
    }
    if (!ended) {
      here = next.iterator();
      wantOneMore();
    }
    return !ended;
  }

  private List<ByteBuffer> next() throws IOException {
    try {
      List<ByteBuffer> next = coming.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new InterruptedIOException("the wait was interrupted");
    }
    close();
    throw new SocketTimeoutException("the server says nothing any more");
  }

  /** What has not come yet is not wanted. */
  @Override
  public synchronized void close() {
    unwanted = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
