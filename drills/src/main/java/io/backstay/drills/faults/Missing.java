package io.backstay.drills.faults;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;

/** The fault {@code missing}. */
@Doc("An artifact is not there when it is asked for; what the store keeps stays as it is.")
public final class Missing implements FaultType<Missing.Params> {

  /**
   * Parameters.
   *
   * @param artifact which
   * @param times how often
   */
  @Doc("An artifact that is not there.")
  public record Params(
      @Primary @Doc(value = "Name or pattern of the artifacts.", example = "'*.dump'")
          Artifacts artifact,
      @Doc(value = "How often each is missing before it is there.", example = "2") @Default("1")
          int times) {}

  @Override
  public String name() {
    return "missing";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.Damaged(params.artifact(), Fault.Damage.MISSING, 0, params.times());
  }
}
