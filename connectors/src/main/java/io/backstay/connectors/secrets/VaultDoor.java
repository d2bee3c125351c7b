package io.backstay.connectors.secrets;

import io.backstay.spi.ProviderWorld;
import java.util.Optional;
import java.util.function.Function;

/** What lets into Vault. */
sealed interface VaultDoor {

  /** What the environment has, as Vault's own tools name it; empty when it has no Vault at all. */
  static Optional<VaultDoor> of(ProviderWorld world) {
    if (text(world, VaultServer.ADDRESS).isEmpty()) {
      return Optional.empty();
    }
    String token = text(world, "VAULT_TOKEN");
    String role = text(world, "VAULT_ROLE_ID");
    String secret = text(world, "VAULT_SECRET_ID");
    if (!token.isEmpty()) {
      return Optional.of(new Token(token));
    }
    return role.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new AppRole(role, secret));
  }

  private static String text(ProviderWorld world, String name) {
    return world.environment().getOrDefault(name, "");
  }

  /** Does something inside, with the token that is shown there. */
  <T> T opened(VaultServer server, Function<String, T> inside);

  /** A token somebody else has made, and looks after. */
  record Token(String token) implements VaultDoor {
    @Override
    public <T> T opened(VaultServer server, Function<String, T> inside) {
      return inside.apply(token);
    }

    @Override
    public String toString() {
      return "VAULT_TOKEN";
    }
  }

  /** A role that makes a token for itself, and leaves none behind. */
  record AppRole(String role, String secret) implements VaultDoor {
    @Override
    public <T> T opened(VaultServer server, Function<String, T> inside) {
      String token = server.login(role, secret);
      try {
        return inside.apply(token);
      } finally {
        server.revoke(token);
      }
    }

    @Override
    public String toString() {
      return "VAULT_ROLE_ID";
    }
  }
}
