package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.Cancel.Reason;

/**
 * A way to stop a run from outside. Asked once, it stops the work and undoes it; asked again, it
 * also leaves out the steps that run at every end. What undoes is never left out.
 */
public final class Stop {
  private final Cancel work = Cancel.root();
  private final Cancel always = Cancel.root();

  /** Asks the run to stop; returns at once. */
  public synchronized void ask(String because) {
    Reason reason = new Reason(Kind.ASKED, because);
    if (work.reason().filter(before -> before.kind() == Kind.ASKED).isPresent()) {
      always.cancel(reason);
    }
    work.cancel(reason);
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
