package io.backstay.drills.faults;

import io.backstay.spi.Doc;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Primary;

/** The fault {@code deny-secret}. */
@Doc("The first provider of a secret denies it.")
public final class DenySecret implements FaultType<DenySecret.Params> {

  /**
   * Parameters.
   *
   * @param secret which
   */
  @Doc("A secret that the first provider denies.")
  public record Params(
      @Primary @Doc(value = "Name of the secret.", example = "db-password") String secret) {}

  @Override
  public String name() {
    return "deny-secret";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Fault fault(Params params) {
    return new Fault.SecretDenied(params.secret());
  }
}
