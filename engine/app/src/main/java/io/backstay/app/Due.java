package io.backstay.app;

import io.backstay.plan.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether something is due: so that whoever calls may call too often, by another clock, or
 * late.
 *
 * @param zone by whose clock it is due
 * @param now the time
 */
record Due(ZoneId zone, Instant now) {
  /** How late a call may be; clocks that skip an hour may call that much later. */
  private static final Duration GRACE = Duration.ofHours(1);

  /**
   * Whether one of these times has come and nothing has been done about it.
   *
   * @param last when it was done last; empty for never: then what is caught up is due at once
   */
  boolean is(List<Trigger> triggers, Optional<Instant> last) {
    return triggers.stream().anyMatch(trigger -> is(trigger, last));
  }

  private boolean is(Trigger trigger, Optional<Instant> last) {
    boolean catchesUp = trigger.catchUp() == Trigger.CatchUp.LATEST;
    if (catchesUp && last.isEmpty()) {
      return true;
    }
    Instant recently = now.minus(GRACE).minus(trigger.jitter());
    Instant since = last.filter(done -> catchesUp || done.isAfter(recently)).orElse(recently);
    return !trigger.due().next(since.atZone(zone)).toInstant().isAfter(now);
  }
}
