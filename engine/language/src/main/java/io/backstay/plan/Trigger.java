package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An element of {@code schedule:}; has either {@code cron} or {@code every}.
 *
 * @param cron five fields
 * @param every aligned to midnight
 * @param jitter random delay
 * @param catchUp what becomes of missed runs
 */
@Doc("When a run is due: either `cron` or `every`.")
public record Trigger(
    @Doc(value = "Minute, hour, day of month, month, day of week.", example = "'0 2 * * *'")
        @Nullable String cron,
    @Doc(value = "Every so often from midnight on; must divide the day.", example = "6h")
        @Nullable Duration every,
    @Doc(value = "Starts up to this much later, at random.", example = "10m") @Default("0s")
        Duration jitter,
    @Doc(value = "What becomes of runs missed while the host was down.", example = "latest")
        @Default("none")
        CatchUp catchUp) {

  /** What becomes of missed runs. */
  public enum CatchUp {
    /** One run makes up for all that were missed. */
    LATEST,
    /** They stay missed. */
    NONE
  }
}
