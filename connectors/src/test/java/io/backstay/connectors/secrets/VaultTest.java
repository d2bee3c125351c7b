package io.backstay.connectors.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.tls.SelfSigned;
import io.backstay.spi.Failure;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultTest {
  private static final String SECRET = "s3cr3t value";
  private static final Vault VAULT = new Vault();
  private static final Vault.Params PARAMS = new Vault.Params("kv/data/shop/backup", "passphrase");

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();
  private VaultDouble server;

  private final ProviderWorld world =
      new ProviderWorld() {
        @Override
        public Map<String, String> environment() {
          return environment;
        }

        @Override
        public Path projectRoot() {
          return root;
        }

        @Override
        public String output(List<String> argv) {
          throw new AssertionError(argv);
        }
      };

  @BeforeEach
  void thereIsOne() throws IOException {
    server = VaultDouble.plain();
    server.secrets.put("kv/data/shop/backup", Map.of("passphrase", SECRET, "number", 5, "no", ""));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void open() {
    environment.put("VAULT_ADDR", server.address());
    environment.put("VAULT_TOKEN", VaultDouble.TOKEN);
  }

  private Failure failure(Vault.Params params) {
    Failure[] caught = new Failure[1];
    assertThatThrownBy(() -> VAULT.value(params, world))
        .isInstanceOfSatisfying(Failure.class, failure -> caught[0] = failure);
    assertThat(caught[0].message() + caught[0].help())
        .doesNotContain(SECRET, "s3cr3t", VaultDouble.TOKEN, VaultDouble.SECRET_ID);
    return caught[0];
  }

  @Test
  void aFieldOfASecret() {
    assertThat(VAULT.value(PARAMS, world)).as("no address").isEmpty();
    assertThat(VAULT.wouldAnswer(PARAMS, world)).contains(false);
    environment.put("VAULT_ADDR", server.address() + "/");
    assertThat(VAULT.value(PARAMS, world)).as("nothing that lets in").isEmpty();
    assertThat(VAULT.wouldAnswer(PARAMS, world)).contains(false);

    open();
    environment.put("VAULT_NAMESPACE", "shop/");
    assertThat(VAULT.wouldAnswer(PARAMS, world)).as("not known without asking").isEmpty();
    assertThat(server.asked).as("a preview asks nobody").isEmpty();
    assertThat(VAULT.value(PARAMS, world)).contains(SECRET);
    assertThat(server.asked).containsExactly("GET /v1/kv/data/shop/backup in shop/");
    assertThat(VAULT.origin(PARAMS)).isEqualTo("vault:kv/data/shop/backup#passphrase");

    assertThat(VAULT.value(new Vault.Params("kv/data/shop/other", "passphrase"), world)).isEmpty();
    assertThat(VAULT.value(new Vault.Params(PARAMS.path(), "password"), world)).isEmpty();
    assertThat(failure(new Vault.Params(PARAMS.path(), "number")).message()).contains("not text");
    assertThat(failure(new Vault.Params(PARAMS.path(), "no")).code()).isEqualTo("R742");
  }

  @Test
  void aRoleLeavesNoTokenBehind() {
    environment.put("VAULT_ADDR", server.address());
    environment.put("VAULT_ROLE_ID", VaultDouble.ROLE);
    environment.put("VAULT_SECRET_ID", VaultDouble.SECRET_ID);
    assertThat(VAULT.value(PARAMS, world)).contains(SECRET);
    assertThat(server.asked)
        .containsExactly(
            "POST /v1/auth/approle/login",
            "GET /v1/kv/data/shop/backup",
            "POST /v1/auth/token/revoke-self");
    assertThat(server.valid).containsExactly(VaultDouble.TOKEN);

    environment.put("VAULT_SECRET_ID", "expired");
    assertThat(failure(PARAMS).message())
        .isEqualTo("cannot get vault:kv/data/shop/backup#passphrase: Vault answered 400");
  }

  @Test
  void whoRefusesFailsAndWhoCannotAnswerIsPassedOver() {
    open();
    environment.put("VAULT_TOKEN", "hvs.expired");
    Failure denied = failure(PARAMS);
    assertThat(denied.isTransient()).isFalse();
    assertThat(denied.message()).endsWith("Vault answered 403");
    assertThat(denied.help()).contains("policy");

    for (int passing : new int[] {429, 500, 503}) {
      server.instead = passing;
      assertThat(failure(PARAMS).isTransient()).as("" + passing).isTrue();
    }
    server.instead = 307;
    assertThat(failure(PARAMS).help()).contains("standby");
    assertThat(server.asked).as("no redirection is followed").hasSize(5);
    server.instead = 200;
    assertThat(VAULT.value(PARAMS, world)).as("another document").isEmpty();
    environment.put("VAULT_TOKEN", "hvs.line\n");
    assertThat(failure(PARAMS).help()).contains("line break");

    open();
    server.close();
    Failure alone = failure(PARAMS);
    assertThat(alone.isTransient()).isTrue();
    assertThat(alone.message()).contains("Vault does not answer, ConnectException");
    environment.put("VAULT_ADDR", "localhost:8200");
    assertThat(failure(PARAMS).message()).contains("`VAULT_ADDR` is not an address");
  }

  /** Its certificate is believed when the authority that is named vouches for it, not before. */
  @Test
  void certificatesOfAnAuthorityOfOnesOwn() throws Exception {
    try (VaultDouble secured = VaultDouble.secured(SelfSigned.in(root).server())) {
      secured.secrets.putAll(server.secrets);
      open();
      environment.put("VAULT_ADDR", secured.address());
      assertThat(failure(PARAMS).message()).contains("SSLHandshakeException");
      assertThat(secured.asked).isEmpty();
      environment.put("VAULT_CACERT", "ca.pem");
      assertThat(VAULT.value(PARAMS, world)).contains(SECRET);
    }
    Files.writeString(root.resolve("ca.pem"), "");
    assertThat(failure(PARAMS).message()).contains("VAULT_CACERT", "no certificates");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kv",
        "kv/shop",
        "data/shop",
        "kv/data",
        "kv/data/",
        "/kv/data/shop",
        "kv/data/../sys/seal",
        "kv/data/./x",
        "kv/data/a\nb"
      })
  void whatIsNoPathOfSuchAnEngine(String path) {
    assertThatThrownBy(() -> new Vault.Params(path, "field")).isInstanceOf(Refusal.class);
  }

  /** Nothing of a plan becomes another address. */
  @Test
  void namesStayNames() {
    open();
    assertThat(VAULT.value(new Vault.Params("kv/data/a?b#c %2e/ü", "f"), world)).isEmpty();
    assertThat(server.asked).containsExactly("GET /v1/kv/data/a%3Fb%23c%20%252e/%C3%BC");
  }
}
