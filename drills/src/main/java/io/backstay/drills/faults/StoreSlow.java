package io.backstay.drills.faults;

import io.backstay.expr.Size;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;
import io.backstay.spi.StoreRef;
import java.time.Duration;

/** The fault {@code store-slow}. */
@Doc("A store takes its time.")
public final class StoreSlow implements FaultType<StoreSlow.Params> {

  /**
   * Parameters.
   *
   * @param store which
   * @param latency before each answer
   * @param rate how much it gives in a second
   */
  @Doc("A store that takes its time.")
  public record Params(
      @Primary @Doc(value = "The store that is slow.", example = "local") StoreRef store,
      @Doc(value = "How long each answer takes at least.", example = "2s") @Default("1s")
          Duration latency,
      @Doc(
              value = "How much it gives in a second; as much as it can when left out.",
              example = "1MB")
          @Default("0")
          Size rate) {}

  @Override
  public String name() {
    return "store-slow";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.StoreSlow(params.store(), params.latency(), params.rate().bytes());
  }
}
