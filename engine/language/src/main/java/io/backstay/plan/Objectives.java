package io.backstay.plan;

import io.backstay.spi.Doc;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code objectives:}, what was promised.
 *
 * @param rpo most time whose data may be lost
 * @param rto longest time until all is back
 */
@Doc("What was promised; checked against the schedule, measured by drills.")
public record Objectives(
    @Doc(value = "Most time whose data may be lost.", example = "24h") @Nullable Duration rpo,
    @Doc(value = "Longest time until everything is back.", example = "1h")
        @Nullable Duration rto) {}
