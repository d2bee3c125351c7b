package io.backstay.app;

import io.backstay.expr.Human;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Progress for log files: a line when a step starts, and one now and then while it goes on. */
final class LineProgress implements Progress {
  private final PrintStream err;
  private final Map<String, Long> moved = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));

  LineProgress(PrintStream err, Duration every) {
    this.err = err;
    long nanos = every.toNanos();
    var unused = timer.scheduleAtFixedRate(this::tell, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void tell() {
    moved.forEach(
        (step, bytes) -> err.println("   " + step + ": " + Human.size(bytes) + " so far"));
  }

  @Override
  public void begin(String step) {
    moved.put(step, 0L);
    err.println("   " + step + " ...");
  }

  @Override
  public void at(String step, long bytes) {
    moved.replace(step, bytes);
  }

  @Override
  public void end(String step) {
    moved.remove(step);
  }

  @Override
  public void above(String line) {
    err.println(line);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
