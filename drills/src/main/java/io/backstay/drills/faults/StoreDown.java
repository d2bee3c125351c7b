package io.backstay.drills.faults;

import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;
import io.backstay.spi.StoreRef;

/** The fault {@code store-down}. */
@Doc("A store does not answer.")
public final class StoreDown implements FaultType<StoreDown.Params> {

  /**
   * Parameters.
   *
   * @param store which
   */
  @Doc("A store that does not answer.")
  public record Params(
      @Primary @Doc(value = "The store that does not answer.", example = "local") StoreRef store) {}

  @Override
  public String name() {
    return "store-down";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.StoreDown(params.store());
  }
}
