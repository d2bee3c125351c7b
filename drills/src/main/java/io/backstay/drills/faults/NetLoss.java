package io.backstay.drills.faults;

import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;

/** The fault {@code net-loss}. */
@Doc("A scratch container loses its network.")
public final class NetLoss implements FaultType<NetLoss.Params> {

  /**
   * Parameters.
   *
   * @param scratch which
   */
  @Doc("The scratch container that loses its network.")
  public record Params(
      @Primary @Doc(value = "The scratch container that loses its network.", example = "scratch.db")
          String scratch) {}

  @Override
  public String name() {
    return "net-loss";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.Harmed(Scratches.named(params.scratch()), Fault.Harm.NET_LOSS);
  }
}
