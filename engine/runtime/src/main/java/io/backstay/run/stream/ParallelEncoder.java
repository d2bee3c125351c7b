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
import java.util.concurrent.TimeUnit;

/**
 * Compresses pieces of the content independently, on several threads, and puts them out in order.
 * Both formats are made for that: a file is a sequence of complete members or frames, which every
 * reader reads as one.
 */
final class ParallelEncoder implements Encoder {
  private static final long LEAVE_SECONDS = 5;

  private final Piece.Compressor compressor;
  private final int threads;
  private final ExecutorService pool;
  private final Queue<Future<List<ByteBuffer>>> inOrder = new ArrayDeque<>();
  private List<ByteBuffer> next = new ArrayList<>();
  private boolean any;

  ParallelEncoder(Piece.Compressor compressor, int mostThreads) {
    this.compressor = compressor;
    this.threads = Math.min(mostThreads, Runtime.getRuntime().availableProcessors());
    this.pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("compress-", 0).factory());
  }

  @Override
  public void encode(ByteBuffer block, Output output) throws IOException, InterruptedException {
    next.add(block);
    if (next.size() == compressor.blocks()) {
      submit();
      if (inOrder.size() > threads) {
        hand(output);
      }
    }
  }

  private void submit() {
    List<ByteBuffer> piece = next;
    next = new ArrayList<>();
    any = true;
    inOrder.add(pool.submit(() -> compressor.compress(piece)));
  }

  private void hand(Output output) throws IOException, InterruptedException {
    try {
      for (ByteBuffer block : inOrder.remove().get()) {
        output.put(block);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a piece could not be compressed", e.getCause());
    }
  }

  @Override
  public void finish(Output output) throws IOException, InterruptedException {
    // Nothing at all is still one (empty) piece: no reader takes an empty file.
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
    try {
      if (pool.awaitTermination(LEAVE_SECONDS, TimeUnit.SECONDS)) {
        compressor.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
