package io.backstay.connectors.checks;

import io.backstay.expr.Percent;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.time.Duration;

/** The check {@code success-rate}. */
@Doc("Of the runs of the last time so many have succeeded.")
public final class SuccessRateCheck implements ReadCheckType<SuccessRateCheck.Params> {

  /**
   * Parameters.
   *
   * @param min the bound
   * @param over how far back
   */
  public record Params(
      @Doc(value = "How many of them have to have succeeded.", example = "90%") Percent min,
      @Doc(value = "How far back runs are counted.", example = "30d") Duration over) {

    /** Refuses what no runs can have. */
    public Params {
      Rate.refuse("min", min, over);
    }
  }

  @Override
  public String name() {
    return "success-rate";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Rate rate = Rate.of(world, params.over());
    boolean holds = rate.share(rate.succeeded()) >= params.min().share();
    return rate.verdict("succeeded", rate.succeeded(), "at least " + params.min().text(), holds);
  }
}
