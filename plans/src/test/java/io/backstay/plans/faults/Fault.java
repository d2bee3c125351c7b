package io.backstay.plans.faults;

import java.nio.file.Path;
import java.util.Set;

/**
 * What goes wrong, and when.
 *
 * @param calls which calls are counted
 * @param effect what happens to those that are hit
 * @param below only those on paths that begin with this
 * @param part only those on paths that have this in them
 * @param from the first that is hit, counted from one
 * @param times how many are hit
 */
record Fault(Set<Call> calls, Effect effect, Path below, String part, long from, long times) {
  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  /** What becomes of a call. */
  enum Effect {
    /** EIO: the medium is broken. */
    BROKEN(5, 0),
    /** ENOSPC, and nothing is taken. */
    FULL(28, 0),
    /** The process is killed before the call is made. */
    KILLED(0, 1),
    /** ENOSPC, after half of what was to be written. */
    HALF(28, 2),
    /** The call says that all went well, and what was to be written is nowhere. */
    LOST(0, 3),
    /** The call says that all went well, and one bit is another. */
    GARBLED(0, 4);

    final int error;
    final int action;

    Effect(int error, int action) {
      this.error = error;
      this.action = action;
    }
  }

  /** The first such call. */
  static Fault of(Set<Call> calls, Effect effect, Path below) {
    return new Fault(calls, effect, below, "", 1, 1);
  }

  /** Nothing goes wrong; calls are counted all the same. */
  static Fault none(Set<Call> calls, Path below) {
    return new Fault(calls, Effect.BROKEN, below, "", 1, 0);
  }

  Fault on(String part) {
    return new Fault(calls, effect, below, part, from, times);
  }

  Fault at(long number) {
    return new Fault(calls, effect, below, part, number, times);
  }

  Fault forEver() {
    return new Fault(calls, effect, below, part, from, FOR_EVER);
  }
}
