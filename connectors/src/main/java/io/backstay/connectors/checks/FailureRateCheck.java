package io.backstay.connectors.checks;

import io.backstay.expr.Percent;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.time.Duration;

/** The check {@code failure-rate}. */
@Doc("Of the runs of the last time no more than so many have failed.")
public final class FailureRateCheck implements ReadCheckType<FailureRateCheck.Params> {

  /**
   * Parameters.
   *
   * @param max the bound
   * @param over how far back
   */
  public record Params(
      @Doc(value = "How many of them may have failed.", example = "10%") Percent max,
      @Doc(value = "How far back runs are counted.", example = "30d") Duration over) {

    /** Refuses what no runs can have. */
    public Params {
      Rate.refuse("max", max, over);
    }
  }

  @Override
  public String name() {
    return "failure-rate";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Rate rate = Rate.of(world, params.over());
    boolean holds = rate.share(rate.failed()) <= params.max().share();
    return rate.verdict("failed", rate.failed(), "at most " + params.max().text(), holds);
  }
}
