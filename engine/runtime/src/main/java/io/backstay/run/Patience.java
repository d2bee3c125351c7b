package io.backstay.run;

import java.time.Duration;
import java.util.List;

/**
 * How long things may take that no plan speaks of.
 *
 * @param stopping what was cancelled may take to end, before it is left to itself
 * @param payment one attempt to pay a debt may take
 * @param pauses between attempts to pay a debt; one more attempt than pauses
 */
record Patience(Duration stopping, Duration payment, List<Duration> pauses) {
  /** What people can expect: a service that was stopped is started within half a minute. */
  static final Patience ORDINARY =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)));
}
