package io.backstay.connectors.secrets;

import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.SecretProvider;
import java.util.Optional;

/** The provider {@code insecure-literal}. */
@Doc(
    "A value that stands in the plan itself, for what is no secret, such as the password of a"
        + " database on a developer's machine. Whoever reads the repository reads it, so a plan"
        + " with a protected environment must have none.")
public final class InsecureLiteral implements SecretProvider<InsecureLiteral.Params> {

  /**
   * Parameters.
   *
   * @param value itself
   */
  public record Params(@Primary @Doc(value = "The value.", example = "devpass") String value) {}

  @Override
  public String name() {
    return "insecure-literal";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> value(Params params, ProviderWorld world) {
    return Optional.of(SecretFiles.notEmpty(params.value(), origin(params)));
  }

  @Override
  public Optional<Boolean> wouldAnswer(Params params, ProviderWorld world) {
    return Optional.of(true);
  }

  @Override
  public String origin(Params params) {
    return "insecure-literal";
  }
}
