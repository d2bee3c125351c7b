package io.backstay.program;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known beyond the program itself: history, the stores' content, the state of the world. An
 * offline preview knows nothing of it and says so.
 */
public interface Outlook {
  /** Nothing but the files. */
  Outlook OFFLINE = new OfflineOutlook();

  /** What was looked at, read only. */
  List<Preview.Look> looks();

  /** How long a step took, and how big what it made was, in earlier runs. */
  Optional<Estimate> estimate(String stepId);

  /** What a prune would do; empty when the stores were not looked at. */
  Optional<Preview.Retained> retained();

  /** When the newest set that can be restored was started; empty without one, or not looked. */
  Optional<Instant> newestSet();

  /** Live data against the chosen set, for a restore; empty when not looked at. */
  List<Preview.Difference> differences();

  /** How long the last restore or drill took, in seconds. */
  Optional<Long> measuredRto();

  /**
   * What earlier runs suggest.
   *
   * @param p50Seconds half of the runs were faster
   * @param p95Seconds nineteen of twenty were faster
   * @param bytes size of what it made; null when it made nothing
   * @param spread relative spread of the sizes, 0.03 for three percent
   * @param samples how many runs this rests on
   */
  record Estimate(
      double p50Seconds, double p95Seconds, @Nullable Long bytes, double spread, int samples) {}
}
