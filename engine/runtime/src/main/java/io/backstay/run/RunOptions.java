package io.backstay.run;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller decides about a run beyond its program.
 *
 * @param lockWait how long to wait for another run to let go; zero does not wait
 * @param stage where artifacts are staged; null for the first directory store's own file system,
 *     else the state directory
 */
public record RunOptions(Duration lockWait, @Nullable Path stage) {
  /** Waits for nobody. */
  public static final RunOptions DEFAULT = new RunOptions(Duration.ZERO, null);
}
