package io.backstay.connectors.secrets;

import io.backstay.spi.Doc;
import io.backstay.spi.Failure;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.Refusal;
import io.backstay.spi.SecretProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The provider {@code vault}. */
@Doc(
    "One field of a secret in HashiCorp Vault, or in OpenBao: a secrets engine KV of version 2."
        + " `VAULT_ADDR` says where it is. `VAULT_TOKEN` lets in, or `VAULT_ROLE_ID` with"
        + " `VAULT_SECRET_ID`, an AppRole, whose token is revoked after use. `VAULT_CACERT`, a file"
        + " of PEM, is who vouches for its certificate, `VAULT_NAMESPACE` where in it the path"
        + " starts. Without an address, without anything that lets in, and for a secret or a field"
        + " it does not have it answers nothing; one that cannot be reached or is sealed is passed"
        + " over, one that refuses is a failure.")
public final class Vault implements SecretProvider<Vault.Params> {

  /**
   * Parameters.
   *
   * @param path of the secret, as Vault's API has it: with {@code data} behind the engine
   * @param field which of its fields
   */
  public record Params(
      @Doc(
              value = "The path of the secret as the API has it: engine, `data`, name.",
              example = "kv/data/shop/backup")
          String path,
      @Doc(value = "Which of its fields.", example = "passphrase") String field) {

    /** Refuses what is no path of such an engine, and all that would become another address. */
    public Params {
      List<String> names = Arrays.asList(path.split("/", -1));
      int data = names.indexOf("data");
      if (!names.stream().allMatch(Params::named)) {
        throw new Refusal(
            "E211", "path", "`path` is names with `/` between them", "path: kv/data/shop");
      }
      if (data < 1 || data == names.size() - 1) {
        throw new Refusal(
            "E211",
            "path",
            "`path` has no `data` between the engine and the name, as engines of version 2 have it",
            "path: kv/data/shop");
      }
    }

    private static boolean named(String name) {
      return !name.isBlank()
          && !name.equals(".")
          && !name.equals("..")
          && name.chars().noneMatch(Character::isISOControl);
    }
  }

  @Override
  public String name() {
    return "vault";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> value(Params params, ProviderWorld world) {
    Optional<VaultDoor> door = VaultDoor.of(world);
    if (door.isEmpty()) {
      return Optional.empty();
    }
    try (VaultServer server = VaultServer.at(world)) {
      return door.get()
          .opened(server, token -> server.field(token, params.path(), params.field()))
          .map(value -> SecretFiles.notEmpty(value, origin(params)));
    } catch (Failure failure) {
      String asked = "cannot get " + origin(params) + ": " + failure.message();
      Failure told = Failure.of(failure.code(), asked).because(failure);
      String help = failure.help();
      told = help == null ? told : told.help(help);
      throw failure.isTransient() ? told.transientOne() : told;
    }
  }

  /** Nobody is asked to find out: a preview is made where Vault need not be reachable. */
  @Override
  public Optional<Boolean> wouldAnswer(Params params, ProviderWorld world) {
    return VaultDoor.of(world).isPresent() ? Optional.empty() : Optional.of(false);
  }

  @Override
  public String origin(Params params) {
    return "vault:" + params.path() + "#" + params.field();
  }
}
