package io.backstay.run;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The one place where events of a run come in: journaled first, then kept, then shown. */
final class Chronicle implements AutoCloseable {
  private final Journal journal;
  private final Clock clock;
  private final RunListener listener;
  private final List<RunEvent> events;

  /** Continues what has happened so far. */
  Chronicle(Journal journal, List<RunEvent> soFar, Clock clock, RunListener listener) {
    this.journal = journal;
    this.clock = clock;
    this.listener = listener;
    this.events = new ArrayList<>(soFar);
  }

  /**
   * Writes down what happens now; when this returns it is durable.
   *
   * @return the event as it will be read back
   */
  synchronized RunEvent tell(Function<Instant, RunEvent> event) {
    RunEvent durable = journal.append(event.apply(clock.instant()));
    events.add(durable);
    show(durable);
    return durable;
  }

  /** The run so far. */
  synchronized RunRecord record() {
    return Fold.of(events);
  }

  private void show(RunEvent event) {
    try {
      listener.happened(event);
    } catch (RuntimeException e) {
      // Showing a run never changes it.
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
