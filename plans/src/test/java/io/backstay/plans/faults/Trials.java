package io.backstay.plans.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/** Several sites, so that faults are tried on all processors at once. */
final class Trials implements AutoCloseable {
  private static final int SITES = 2;

  private final Path home;
  private final List<Trial> trials = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(SITES);

  /** In memory where there is such a place: that the disk is slow is no part of the trial. */
  Trials() throws IOException {
    Path memory = Path.of("/dev/shm");
    home =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "backstay-faults")
            : Files.createTempDirectory("backstay-faults");
    for (int i = 0; i < SITES; i++) {
      Path own = Files.createDirectory(home.resolve("site-" + i));
      trials.add(new Trial(own, new Site(own)));
    }
  }

  /** All sites are as they were kept. */
  void reset() {
    trials.forEach(trial -> trial.site().reset());
  }

  Trial first() {
    return trials.getFirst();
  }

  /** Tries each of the numbers on one of the sites; the first that fails is thrown. */
  void each(LongStream numbers, BiConsumer<Trial, Long> what) {
    ConcurrentLinkedQueue<Long> queue = new ConcurrentLinkedQueue<>(numbers.boxed().toList());
    List<? extends Future<?>> shares =
        trials.stream().map(trial -> threads.submit(() -> share(trial, queue, what))).toList();
    for (Future<?> share : shares) {
      try {
        share.get();
      } catch (ExecutionException e) {
        throw new AssertionError(String.valueOf(e.getCause()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static void share(
      Trial trial, ConcurrentLinkedQueue<Long> queue, BiConsumer<Trial, Long> what) {
    for (Long number = queue.poll(); number != null; number = queue.poll()) {
      try {
        what.accept(trial, number);
      } catch (AssertionError | RuntimeException e) {
        queue.clear();
        throw e;
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    trials.forEach(Trial::close);
    Tool.run("rm", "-rf", home.toString());
  }
}
