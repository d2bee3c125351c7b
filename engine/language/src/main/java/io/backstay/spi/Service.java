package io.backstay.spi;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that runs and can be stopped. Its methods lower; they are pure. */
public interface Service extends Resource {
  /**
   * Stops it and owes its start.
   *
   * @param grace how long it may take to end by itself
   * @param startAgain false for {@code restart: never}
   * @param atMost how long it may stay stopped; null for as long as the run takes
   */
  List<Op> stop(Duration grace, boolean startAgain, @Nullable Duration atMost);

  /**
   * Starts it if this run stopped it, and waits.
   *
   * @param until what to wait for; null waits for nothing
   */
  List<Op> restart(@Nullable Wait until);

  /** Starts it, whoever stopped it. */
  List<Op> start(@Nullable Wait until);

  /**
   * What to wait for after a start.
   *
   * @param healthy true for health, false for merely running
   * @param within how long
   */
  record Wait(boolean healthy, Duration within) {}

  /** Asks for health, answered as the facts {@code healthy} and {@code detail}. */
  record Health() implements Request {
    @Override
    public String says() {
      return "health";
    }
  }
}
