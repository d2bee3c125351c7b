package io.backstay.connectors.secrets;

import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.Refusal;
import io.backstay.spi.SecretProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The provider {@code systemd}. */
@Doc(
    "A credential systemd hands to the unit that starts backstay, by `LoadCredential=` or"
        + " `SetCredentialEncrypted=`. Outside of such a unit it answers nothing.")
public final class SystemdCredential implements SecretProvider<SystemdCredential.Params> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@:-]+");

  /**
   * Parameters.
   *
   * @param name of the credential
   */
  public record Params(
      @Primary @Doc(value = "Name of the credential.", example = "shop-db") String name) {

    /** Refuses names that systemd refuses, and so every path. */
    public Params {
      if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
        throw new Refusal("E211", "name", "`" + name + "` is not the name of a credential", null);
      }
    }
  }

  @Override
  public String name() {
    return "systemd";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> value(Params params, ProviderWorld world) {
    return file(params, world)
        .filter(Files::exists)
        .map(file -> SecretFiles.read(file, origin(params)));
  }

  @Override
  public Optional<Boolean> wouldAnswer(Params params, ProviderWorld world) {
    return Optional.of(file(params, world).filter(Files::isReadable).isPresent());
  }

  @Override
  public String origin(Params params) {
    return "systemd:" + params.name();
  }

  private static Optional<Path> file(Params params, ProviderWorld world) {
    return Optional.ofNullable(world.environment().get("CREDENTIALS_DIRECTORY"))
        .map(directory -> Path.of(directory).resolve(params.name()));
  }
}
