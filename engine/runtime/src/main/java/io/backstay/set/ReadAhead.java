package io.backstay.set;

import io.backstay.spi.Failure;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads small objects, several at the same time, and hands them over one after another in their
 * order: a year of sets in a bucket is hundreds of answers to wait for.
 *
 * @param atOnce so many are read at the same time
 * @param read reads one
 */
record ReadAhead(int atOnce, Function<String, byte[]> read) {

  /** Hands over each of these; nothing is read any more when it returns or throws. */
  void each(List<String> keys, BiConsumer<String, byte[]> to) {
    if (atOnce == 1) {
      keys.forEach(key -> to.accept(key, read.apply(key)));
      return;
    }
    try (ExecutorService readers =
        Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().daemon().name("read").factory())) {
      try {
        each(keys, to, readers);
      } finally {
        readers.shutdownNow();
      }
    }
  }

  private void each(List<String> keys, BiConsumer<String, byte[]> to, ExecutorService readers) {
    Queue<Future<byte[]>> begun = new ArrayDeque<>();
    Iterator<String> next = keys.iterator();
    for (String key : keys) {
      while (begun.size() < atOnce && next.hasNext()) {
        String wanted = next.next();
        begun.add(readers.submit(() -> read.apply(wanted)));
      }
      to.accept(key, of(begun.remove()));
    }
  }

  private static byte[] of(Future<byte[]> read) {
    try {
      return read.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("R704", "reading was broken off").because(e);
    }
  }
}
