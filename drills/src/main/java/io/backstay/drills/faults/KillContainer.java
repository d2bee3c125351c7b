package io.backstay.drills.faults;

import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;

/** The fault {@code kill-container}. */
@Doc("A scratch container is killed; it starts again by itself.")
public final class KillContainer implements FaultType<KillContainer.Params> {

  /**
   * Parameters.
   *
   * @param scratch which
   */
  @Doc("The scratch container that is killed.")
  public record Params(
      @Primary @Doc(value = "The scratch container that is killed.", example = "scratch.db")
          String scratch) {}

  @Override
  public String name() {
    return "kill-container";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.Harmed(Scratches.named(params.scratch()), Fault.Harm.KILL);
  }
}
