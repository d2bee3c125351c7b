package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compresses one gzip member per megabyte, each on its own thread, and puts them out in order. Any
 * gunzip reads the members as one file.
 */
final class GzipEncoder implements Encoder {
  private static final int BLOCKS_PER_MEMBER = 8;
  private static final int MOST_THREADS = 16;

  private final int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  private final ExecutorService pool =
      Executors.newFixedThreadPool(
          threads, Thread.ofPlatform().daemon().name("gzip-", 0).factory());
  private final Queue<Future<List<ByteBuffer>>> inOrder = new ArrayDeque<>();
  private List<ByteBuffer> next = new ArrayList<>();
  private boolean any;

  @Override
  public void encode(ByteBuffer block, Output output) throws IOException, InterruptedException {
    next.add(block);
    if (next.size() == BLOCKS_PER_MEMBER) {
      submit();
      if (inOrder.size() > threads) {
        hand(output);
      }
    }
  }

  private void submit() {
    List<ByteBuffer> member = next;
    next = new ArrayList<>();
    any = true;
    inOrder.add(pool.submit(() -> GzipMember.compress(member)));
  }

  private void hand(Output output) throws IOException, InterruptedException {
    try {
      for (ByteBuffer block : inOrder.remove().get()) {
        output.put(block);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a gzip member could not be compressed", e.getCause());
    }
  }

  @Override
  public void finish(Output output) throws IOException, InterruptedException {
    // Nothing at all is still one (empty) member: an empty file is not valid gzip.
    if (!next.isEmpty() || !any) {
      submit();
    }
    while (!inOrder.isEmpty()) {
      hand(output);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
