package io.backstay.connectors.secrets;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Failure;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.SecretProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The provider {@code dotenv}. */
@Doc(
    "One variable of a `.env` file. The file is read, not executed: `$` means nothing in it. A file"
        + " everybody can read is refused, one that does not exist answers nothing.")
public final class Dotenv implements SecretProvider<Dotenv.Params> {

  /**
   * Parameters.
   *
   * @param file where
   * @param key which variable
   */
  public record Params(
      @Doc(value = "The file.", example = "backend/.env") @Default(".env") Path file,
      @Doc(value = "The variable.", example = "PGPASSWORD") String key) {}

  @Override
  public String name() {
    return "dotenv";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> value(Params params, ProviderWorld world) {
    Path file = world.projectRoot().resolve(params.file());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    SecretFiles.refuseWorldReadable(file);
    List<String> values = DotenvLines.values(SecretFiles.text(file), params.key());
    if (values.size() > 1) {
      throw Failure.of("R743", "`" + file + "` sets `" + params.key() + "` more than once")
          .help("Remove all but one.");
    }
    return values.stream().findFirst().map(v -> SecretFiles.notEmpty(v, origin(params)));
  }

  /** Whether the variable is in the file cannot be told without reading its value. */
  @Override
  public Optional<Boolean> wouldAnswer(Params params, ProviderWorld world) {
    return Files.isReadable(world.projectRoot().resolve(params.file()))
        ? Optional.empty()
        : Optional.of(false);
  }

  @Override
  public String origin(Params params) {
    return "dotenv:" + params.file() + "#" + params.key();
  }
}
