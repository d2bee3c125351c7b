package io.backstay.app;

import io.backstay.program.Outlook.Estimate;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress for somebody who is watching: one bar, for the step that began last, drawn at most ten
 * times a second. Its length is what earlier runs suggest; without them it only counts.
 */
final class BarProgress implements Progress {
  private static final int WIDEST = 90;
  private static final int EVERY_MILLIS = 100;

  private final Console console;
  private final Function<String, Optional<Estimate>> estimates;
  private final Map<String, Long> moved = new LinkedHashMap<>();
  private @Nullable ProgressBar bar;
  private final int width;
  private String shown = "";

  BarProgress(Console console, Function<String, Optional<Estimate>> estimates) {
    this.console = console;
    this.estimates = estimates;
    // A terminal that is written to in its last column may go to the next line.
    this.width = Math.min(WIDEST, console.columns() - 1);
  }

  @Override
  public synchronized void begin(String step) {
    moved.put(step, 0L);
    show(step);
  }

  @Override
  public synchronized void at(String step, long bytes) {
    moved.replace(step, bytes);
    if (bar != null && step.equals(shown)) {
      bar.stepTo(bytes);
    }
  }

  @Override
  public synchronized void end(String step) {
    moved.remove(step);
    hide();
    if (!moved.isEmpty()) {
      show(moved.keySet().iterator().next());
    }
  }

  @Override
  public synchronized void above(String line) {
    String step = shown;
    boolean again = bar != null;
    hide();
    err().println(line);
    if (again) {
      show(step);
    }
  }

  @Override
  public synchronized void close() {
    hide();
  }

  private void show(String step) {
    hide();
    shown = step;
    long expected = estimates.apply(step).map(Estimate::bytes).orElse(-1L);
    bar =
        new ProgressBarBuilder()
            .setTaskName("   " + step)
            .setInitialMax(expected)
            .setUnit(" MiB", 1 << 20)
            .setStyle(console.unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(EVERY_MILLIS)
            .setMaxRenderedLength(width)
            .hideEta()
            .showSpeed()
            .clearDisplayOnFinish()
            .setConsumer(new ConsoleProgressBarConsumer(err(), width))
            .build();
    bar.stepTo(moved.getOrDefault(step, 0L));
  }

  private void hide() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private PrintStream err() {
    return console.err();
  }
}
