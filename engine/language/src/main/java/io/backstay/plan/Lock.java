package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import java.time.Duration;

/**
 * {@code lock:}, how runs exclude one another.
 *
 * @param wait_ how long a run waits for another one to end
 */
@Doc("Backup, restore and prune of one plan exclude one another.")
public record Lock(
    @Doc(value = "How long a run waits for another one to end.", example = "10m") @Default("0s")
        Duration wait_) {}
