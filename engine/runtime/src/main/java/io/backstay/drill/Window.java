package io.backstay.drill;

import io.backstay.plan.Timing;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The span in which one fault holds. Steps begin and end on several threads. */
final class Window {
  private static final long NEVER = Long.MIN_VALUE;

  private final Timing timing;
  private final Set<String> running = new HashSet<>();
  private long begins = NEVER;

  Window(Timing timing) {
    this.timing = timing;
  }

  /** The disaster is declared. */
  synchronized void declared() {
    if (Timing.ALL.equals(timing.during())) {
      begin();
    }
  }

  /** The disaster is over: real things are looked at as they are. */
  synchronized void over() {
    begins = NEVER;
  }

  /** Whether the fault's own time begins with this step. */
  synchronized boolean stepBegins(String step) {
    running.add(step);
    if (begins != NEVER || !step.equals(timing.step())) {
      return false;
    }
    begin();
    return true;
  }

  synchronized void stepEnds(String step) {
    running.remove(step);
    if (step.equals(timing.during())) {
      begins = NEVER;
    }
  }

  private void begin() {
    begins = System.nanoTime() + timing.delay().toNanos();
  }

  /** Whether the fault holds now. */
  synchronized boolean open() {
    long since = System.nanoTime() - begins;
    Duration lasts = timing.for_();
    return begins != NEVER && since >= 0 && (lasts == null || since < lasts.toNanos());
  }

  /** The steps that run now. */
  synchronized Set<String> running() {
    return Set.copyOf(running);
  }
}
