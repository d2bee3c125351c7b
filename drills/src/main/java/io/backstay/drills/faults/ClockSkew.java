package io.backstay.drills.faults;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import java.time.Duration;

/** The fault {@code clock-skew}. */
@Doc(
    "The restore has a wrong clock: when it chooses a set, in checks such as `age`, and for how long"
        + " what it replaces is kept. Programs and servers go by their own, and so does the drill,"
        + " which measures and reports with the right one.")
public final class ClockSkew implements FaultType<ClockSkew.Params> {

  /**
   * Parameters.
   *
   * @param by how wrong
   * @param behind whether it is behind
   */
  @Doc("A clock that is wrong.")
  public record Params(
      @Primary @Doc(value = "How far it is ahead.", example = "400d") Duration by,
      @Doc(value = "Whether it is behind by that, and not ahead.", example = "true")
          @Default("false")
          boolean behind) {

    /** Refuses a clock that is right. */
    public Params {
      if (!by.isPositive()) {
        throw new Refusal("E211", "by", "a clock that is wrong by nothing is right", "by: 1d");
      }
    }
  }

  @Override
  public String name() {
    return "clock-skew";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.ClockSkewed(params.behind() ? params.by().negated() : params.by());
  }
}
