package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.Cancel.Reason;
import io.backstay.run.RunEvent.EngineKilled;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A way to stop a run from outside. Asked once, it stops the work and undoes it; asked again, it
 * also leaves out the steps that run at every end. What undoes is never left out.
 */
public final class Stop {
  private static final int PATIENCE_SECONDS = 10;

  private final Cancel work = Cancel.root();
  private final Cancel always = Cancel.root();
  private volatile @Nullable Chronicle chronicle;

  /** Asks the run to stop; returns at once. */
  public synchronized void ask(String because) {
    Reason reason = new Reason(Kind.ASKED, because);
    if (work.reason().filter(before -> before.kind() == Kind.ASKED).isPresent()) {
      always.cancel(reason);
    }
    work.cancel(reason);
  }

  /**
   * Kills this process as a system does that wants it gone: nothing is undone, and nobody is told.
   * Only that it was meant is written down before; nothing of the run comes after that.
   *
   * @param fault which of the drill's faults that is, counted from 0
   * @param running the steps that run now
   * @throws Failure when it lives on
   */
  public void kill(int fault, Set<String> running) {
    List<String> steps = running.stream().sorted().toList();
    Chronicle begun = Objects.requireNonNull(chronicle, "only a run that has begun can be killed");
    begun.tell(at -> new EngineKilled(at, fault, steps), Stop::kill);
  }

  /** Java does not do that to itself. */
  private static void kill() {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -9 \"$0\"", self).start();
      kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
      throw Failure.of("R773", "the engine is still alive");
    } catch (IOException e) {
      throw Failure.of("R773", "the engine could not be killed: " + e).because(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where a run writes down what happens to it, once it has begun. */
  void writesTo(Chronicle begun) {
    chronicle = begun;
  }

  /** What stops the work. */
  Cancel work() {
    return work;
  }

  /** What stops the steps that run at every end. */
  Cancel always() {
    return always;
  }
}
