package io.backstay.connectors.secrets;

import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.SecretProvider;
import java.util.Optional;

/** The provider {@code env}. */
@Doc("A variable of the environment backstay is started with. One that is not set answers nothing.")
public final class Env implements SecretProvider<Env.Params> {

  /**
   * Parameters.
   *
   * @param name of the variable
   */
  public record Params(
      @Primary @Doc(value = "Name of the variable.", example = "PGPASSWORD") String name) {}

  @Override
  public String name() {
    return "env";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> value(Params params, ProviderWorld world) {
    return Optional.ofNullable(world.environment().get(params.name()))
        .map(value -> SecretFiles.notEmpty(value, origin(params)));
  }

  @Override
  public Optional<Boolean> wouldAnswer(Params params, ProviderWorld world) {
    return Optional.of(world.environment().containsKey(params.name()));
  }

  @Override
  public String origin(Params params) {
    return "env:" + params.name();
  }
}
