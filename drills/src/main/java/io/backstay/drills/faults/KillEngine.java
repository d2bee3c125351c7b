package io.backstay.drills.faults;

import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;

/** The fault {@code kill-engine}. */
@Doc(
    "The process that runs the drill is killed with SIGKILL, once. What it owes is paid as `backstay"
        + " resume` pays it, the drill begins again with all its other faults, and the time that"
        + " takes is part of the RTO.")
public final class KillEngine implements FaultType<KillEngine.Params> {

  /** Parameters: there are none. */
  @Doc("The process that runs the drill is killed.")
  public record Params() {}

  @Override
  public String name() {
    return "kill-engine";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.EngineKilled();
  }
}
