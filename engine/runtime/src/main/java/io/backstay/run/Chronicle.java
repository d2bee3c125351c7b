package io.backstay.run;

import io.backstay.run.RunEvent.RunEnded;
import io.backstay.spi.Failure;
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
    listener.happened(durable);
    return durable;
  }

  /**
   * Writes down what is about to happen, and does it before anything else can be written down.
   *
   * @param act what happens
   */
  synchronized void tell(Function<Instant, RunEvent> event, Runnable act) {
    tell(event);
    act.run();
  }

  /**
   * Writes the end down; a run whose end cannot be written down has not succeeded, and one that
   * left something undone says so all the same.
   */
  RunRecord end(Ending ending) {
    try {
      tell(at -> new RunEnded(at, ending.state(), ending.cause(), ending.keptUntil()));
      return record();
    } catch (Failure unwritable) {
      RunState state = ending.state() == RunState.ATTENTION ? RunState.ATTENTION : RunState.FAILED;
      return record().as(state, Troubles.of(unwritable));
    }
  }

  /** The run so far. */
  synchronized RunRecord record() {
    return Fold.of(events);
  }

  @Override
  public void close() {
    journal.close();
  }
}
