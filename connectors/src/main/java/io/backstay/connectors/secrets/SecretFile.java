package io.backstay.connectors.secrets;

import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.SecretProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The provider {@code file}. */
@Doc(
    "A file that holds the secret and nothing else; one line break at its end is not part of it."
        + " A file everybody can read is refused, one that does not exist answers nothing.")
public final class SecretFile implements SecretProvider<SecretFile.Params> {

  /**
   * Parameters.
   *
   * @param path of the file
   */
  public record Params(
      @Primary @Doc(value = "The file.", example = "/run/secrets/db_password") Path path) {}

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> value(Params params, ProviderWorld world) {
    Path file = world.projectRoot().resolve(params.path());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    SecretFiles.refuseWorldReadable(file);
    return Optional.of(SecretFiles.read(file, origin(params)));
  }

  @Override
  public Optional<Boolean> wouldAnswer(Params params, ProviderWorld world) {
    return Optional.of(Files.isReadable(world.projectRoot().resolve(params.path())));
  }

  @Override
  public String origin(Params params) {
    return "file:" + params.path();
  }
}
