package io.backstay.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * How a run ended, or that it has begun, for people.
 *
 * @param event what it is news of
 * @param plan name of the plan
 * @param kind {@code Backup}, {@code Restore} or {@code Drill}
 * @param run its id
 * @param state how it ended, as it is printed; {@code started} before that
 * @param startedAt when it started
 * @param took how long it took
 * @param host where it ran
 * @param summary one line; what went wrong, when something did
 */
public record Notification(
    Event event,
    String plan,
    String kind,
    String run,
    String state,
    Instant startedAt,
    Duration took,
    String host,
    String summary) {

  /** What there can be news of. */
  public enum Event {
    /** It has begun. */
    STARTED,
    /** It did what it was for. */
    SUCCESS,
    /** It did, and something tolerated went wrong. */
    WARNING,
    /** It did not; whatever was begun is undone. */
    FAILURE,
    /** Something could not be undone: a service may be down. */
    ATTENTION,
    /** A drill has shown what it was to show. */
    DRILL_PASSED,
    /** A drill has not, or could not be started. */
    DRILL_FAILED
  }
}
