package io.backstay.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a caller decides about a run beyond its program.
 *
 * @param lockWait how long to wait for another run to let go; zero does not wait
 * @param stage where artifacts are staged; null for the first directory store's own file system,
 *     else the state directory
 * @param stop stops the run from outside; signals of the process do so, too
 * @param asked what the run came from
 * @param failed whether a run that ends like this has not shown what it was to show: then what is
 *     disposable is kept for as long as the program says
 * @param clocks the time as the steps see it
 */
public record RunOptions(
    Duration lockWait,
    @Nullable Path stage,
    Stop stop,
    Asked asked,
    Predicate<RunRecord> failed,
    StepClocks clocks) {
  /** Judged by its state alone. */
  public RunOptions(Duration lockWait, @Nullable Path stage, Stop stop, Asked asked) {
    this(lockWait, stage, stop, asked, run -> !run.state().succeeded(), StepClocks.REAL);
  }

  /** Stopped by signals only. */
  public RunOptions(Duration lockWait, @Nullable Path stage) {
    this(lockWait, stage, new Stop());
  }

  /** Come from nowhere in particular. */
  public RunOptions(Duration lockWait, @Nullable Path stage, Stop stop) {
    this(lockWait, stage, stop, Asked.UNKNOWN);
  }
}
