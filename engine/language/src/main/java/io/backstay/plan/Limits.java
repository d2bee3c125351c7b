package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a step may take, and how often it is tried.
 *
 * @param timeout bounds each attempt
 * @param retry null for one attempt
 */
@Doc("How long a step may take, and how often it is tried.")
public record Limits(
    @Doc(value = "Bounds each attempt.", example = "30m") @Nullable Duration timeout,
    @Doc(value = "How often a failed attempt is tried again.", example = "2")
        @Nullable Retry retry) {

  /**
   * When a failed attempt is tried again.
   *
   * @param max further attempts after the first
   * @param backoff pause before the second attempt, and the longest pause
   * @param only which failures are tried again
   */
  @Doc("When a failed attempt is tried again.")
  public record Retry(
      @Primary @Doc(value = "Further attempts after the first.", example = "3") int max,
      @Doc(
              value = "Pause before the second attempt, doubled each time up to the longest one.",
              example = "10s..2m")
          @Default("10s..2m")
          Backoff backoff,
      @Doc(value = "Which failures are tried again.", example = "transient") @Default("any")
          Only only) {
    private static final int MOST = 100;

    /** Refuses a number of attempts that cannot be meant. */
    public Retry {
      if (max < 1 || max > MOST) {
        throw new Refusal(
            "E407", "max", "a step is tried again 1 to " + MOST + " times", "write  retry: 2");
      }
    }
  }

  /**
   * Pauses between attempts, written {@code 10s..2m}.
   *
   * @param first before the second attempt
   * @param longest where doubling ends
   */
  public record Backoff(Duration first, Duration longest) {}

  /** Which failures are tried again. */
  public enum Only {
    /** All. */
    ANY,
    /** Those that may pass by themselves. */
    TRANSIENT
  }
}
