package io.backstay.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A check as a plan uses it, bound and ready to be made.
 *
 * @param type the check's type key
 * @param params its parameters, of the type's own record class
 * @param name what people call it; the type when the plan does not say
 * @param severity what a failure means
 * @param within polls until it passes or this is over; null checks once
 * @param where {@code file:line:column} of the check, for messages
 */
public record CheckUse(
    String type,
    Record params,
    String name,
    Severity severity,
    @Nullable Duration within,
    String where) {

  /** What a failed check means. */
  public enum Severity {
    /** The step fails. */
    CRITICAL,
    /** The run is warned. */
    WARN
  }
}
