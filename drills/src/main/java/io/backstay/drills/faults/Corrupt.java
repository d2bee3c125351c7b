package io.backstay.drills.faults;

import io.backstay.expr.Size;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;

/** The fault {@code corrupt}. */
@Doc(
    "Bytes of an artifact are flipped on their way from the store; what the store keeps stays as it is.")
public final class Corrupt implements FaultType<Corrupt.Params> {

  /**
   * Parameters.
   *
   * @param artifact which
   * @param bytes how many
   * @param times how often
   */
  @Doc("Bytes of an artifact are flipped on their way from the store.")
  public record Params(
      @Primary @Doc(value = "Name or pattern of the artifacts.", example = "'*.dump'")
          Artifacts artifact,
      @Doc(value = "How many bytes are flipped.", example = "64") @Default("1") Size bytes,
      @Doc(value = "How often each comes like that before it comes as it is.", example = "2")
          @Default("1")
          int times) {}

  @Override
  public String name() {
    return "corrupt";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.Damaged(
        params.artifact(), Fault.Damage.CORRUPT, params.bytes().bytes(), params.times());
  }
}
