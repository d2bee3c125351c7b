package io.backstay.run;

import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What everything that acts in a run shares.
 *
 * @param info identity and circumstances
 * @param projectRoot where programs start
 * @param resources what ops and debts can address
 * @param chronicle where events go
 * @param debts what is owed
 * @param secrets where secrets come from
 * @param log where steps talk to
 * @param listener who watches
 * @param clock the time
 * @param clocks the time as the steps see it
 * @param scratch a private directory that goes with the run
 * @param known where it is remembered what files held that are not read again
 */
record Run(
    RunInfo info,
    Path projectRoot,
    Map<Ref, Resource> resources,
    Chronicle chronicle,
    Debts debts,
    Secrets secrets,
    StepLog log,
    RunListener listener,
    Clock clock,
    StepClocks clocks,
    Path scratch,
    Path known) {

  /** What a step goes by. */
  Clock clock(String step) {
    return clocks.of(step, clock);
  }

  /** What an op or a debt is addressed to. */
  Resource resource(Ref ref) {
    Resource found = resources.get(ref);
    if (found == null) {
      throw new IllegalStateException("the plan of this run declares no " + ref);
    }
    return found;
  }
}
