package io.backstay.connectors.checks;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Ended;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Gauges;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Verdict;
import java.util.Map;
import java.util.Optional;

/** The check {@code last-run}. */
@Doc("The last run of the plan that has ended did so with success, or at all.")
public final class LastRunCheck implements ReadCheckType<LastRunCheck.Params> {
  /** How a run may have ended. */
  public enum Ending {
    /** With a set that can be relied on. */
    SUCCEEDED,
    /** In any way. */
    ENDED
  }

  /**
   * Parameters.
   *
   * @param ending how it has to have ended
   */
  public record Params(
      @Primary
          @Doc(
              value = "How it has to have ended: `succeeded`, or `ended` in any way.",
              example = "succeeded")
          Ending ending) {}

  @Override
  public String name() {
    return "last-run";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> alarm(Params params, Gauges gauges, Map<Ref, Resource> things) {
    String number = gauges.success();
    return params.ending() == Ending.SUCCEEDED
        ? Optional.of(Gauges.wrong(number, "== 0"))
        : Optional.of("absent(" + number + ")");
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    String expected = params.ending() == Ending.SUCCEEDED ? "a run that succeeded" : "a run";
    Optional<Ended> last = world.runs().stream().findFirst();
    if (last.isEmpty()) {
      return new Verdict.NotPassed(expected, "none", "no run has ended yet", Facts.NONE);
    }
    Ended run = last.get();
    Facts facts = Facts.of("run", run.id());
    String what = "the last run `" + run.id() + "` ended " + run.state();
    return run.succeeded() || params.ending() == Ending.ENDED
        ? new Verdict.Passed(what, facts)
        : new Verdict.NotPassed(expected, run.state(), what, facts);
  }
}
