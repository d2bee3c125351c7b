package io.backstay.drills.faults;

import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;

/** The fault {@code disk-full}. */
@Doc(
    "A scratch container can write nothing more: what it keeps in memory is filled. It has to say"
        + " `tmpfs: true`, so that nothing of this host is ever filled.")
public final class DiskFull implements FaultType<DiskFull.Params> {

  /**
   * Parameters.
   *
   * @param scratch which
   */
  @Doc("The scratch container whose disk is full.")
  public record Params(
      @Primary @Doc(value = "The scratch container whose disk is full.", example = "scratch.db")
          String scratch) {}

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.Harmed(Scratches.named(params.scratch()), Fault.Harm.DISK_FULL);
  }
}
