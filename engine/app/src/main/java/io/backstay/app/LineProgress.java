package io.backstay.app;

import io.backstay.expr.Human;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Progress for log files: a line when a step starts, and one a minute while it goes on. */
final class LineProgress implements Progress {
  private final PrintStream err;
  private final Map<String, Long> moved = new ConcurrentHashMap<>();
  private final ScheduledExecutorService minute =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));

  LineProgress(PrintStream err) {
    this.err = err;
    var unused = minute.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.MINUTES);
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
    minute.shutdownNow();
  }
}
