package io.backstay.drill;

import io.backstay.program.DrillLowering;
import io.backstay.program.Program.Injected;
import io.backstay.run.RunEvent.EngineKilled;
import io.backstay.spi.Fault;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One fault of a drill while the drill goes on: whether it holds, and what it has done so far. */
final class Injection {
  private final Injected injected;
  private final Window window;
  private final Clock clock;
  private final Set<String> met = new HashSet<>();
  private final Map<String, Integer> each = new HashMap<>();
  private int strikes;
  private @Nullable Instant first;
  private @Nullable String trouble;

  Injection(Injected injected, Clock clock) {
    this.injected = injected;
    this.window = new Window(injected.timing());
    this.clock = clock;
  }

  Injected injected() {
    return injected;
  }

  Window window() {
    return window;
  }

  /** Whether it strikes now; if so, that is counted. */
  synchronized boolean strikes() {
    if (!window.open()) {
      return false;
    }
    struck(window.running());
    return true;
  }

  /** Whether it strikes this step now; nobody else meets it. */
  synchronized boolean strikes(String step) {
    Set<String> running = window.running();
    boolean there = running.contains(step) || step.equals(DrillLowering.SELECT);
    if (!there || !window.open()) {
      return false;
    }
    struck(running.contains(step) ? Set.of(step) : Set.of());
    return true;
  }

  /** Whether it strikes this thing now, which it does only so often. */
  synchronized boolean strikes(String what, int times) {
    if (!window.open() || each.merge(what, 1, Integer::sum) > times) {
      return false;
    }
    struck(window.running());
    return true;
  }

  /** It has struck while these steps ran. */
  synchronized void struck(Set<String> steps) {
    strikes++;
    met.addAll(steps);
    if (first == null) {
      first = clock.instant();
    }
  }

  /** It has struck before, and ended the run it struck. */
  synchronized void struckBefore(EngineKilled kill) {
    strikes++;
    met.addAll(kill.running());
    first = kill.at();
  }

  synchronized boolean hasStruck() {
    return strikes > 0;
  }

  /** Whether nothing of the run goes on when it strikes. */
  boolean kills() {
    return injected.fault() instanceof Fault.EngineKilled;
  }

  /** It could not be made to happen. */
  synchronized void failed(String why) {
    trouble = why;
  }

  synchronized Struck outcome() {
    return new Struck(injected, strikes, first, met, trouble);
  }
}
