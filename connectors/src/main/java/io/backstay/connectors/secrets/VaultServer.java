package io.backstay.connectors.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.spi.Failure;
import io.backstay.spi.ProviderWorld;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Vault, over the three requests of its documented HTTP API that reading a secret takes. No message
 * has anything of an answer in it but its status. What the tests of this class talk to is a small
 * server that speaks these requests as they are documented; it is not Vault.
 */
final class VaultServer implements AutoCloseable {
  static final String ADDRESS = "VAULT_ADDR";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;
  private final @Nullable String namespace;
  private final HttpClient client;

  private VaultServer(URI address, @Nullable String namespace, HttpClient client) {
    this.address = address;
    this.namespace = namespace;
    this.client = client;
  }

  /**
   * The one the environment names.
   *
   * @throws Failure when its address is none, or its certificates cannot be read
   */
  static VaultServer at(ProviderWorld world) {
    Map<String, String> environment = world.environment();
    HttpClient.Builder client =
        HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER);
    String authority = environment.getOrDefault("VAULT_CACERT", "");
    if (!authority.isEmpty()) {
      Path file = world.projectRoot().resolve(authority);
      client.sslContext(Certificates.trusting(file, "VAULT_CACERT"));
    }
    String namespace = environment.getOrDefault("VAULT_NAMESPACE", "");
    return new VaultServer(
        address(environment.getOrDefault(ADDRESS, "")),
        namespace.isEmpty() ? null : namespace,
        client.build());
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw Failure.of("R744", "`" + ADDRESS + "` is not an address of the web")
        .help("Set it like https://vault.example.org:8200");
  }

  /** One field of a secret; empty when there is no such secret, or no such field in it. */
  Optional<String> field(String token, String path, String field) {
    HttpResponse<byte[]> answer = answer(request(path, token).GET());
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    JsonNode value = content(answer).path("data").path("data").path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw Failure.of("R744", "the field is not text")
          .help("Write it as text; backstay guesses no form of numbers or lists.");
    }
    return Optional.of(value.textValue());
  }

  /** A token for a role. */
  String login(String role, String secret) {
    String body = JSON.createObjectNode().put("role_id", role).put("secret_id", secret).toString();
    JsonNode token =
        content(
                answer(
                    request("auth/approle/login", null)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))))
            .path("auth")
            .path("client_token");
    if (!token.isTextual()) {
      throw Failure.of("R744", "Vault let the AppRole in without giving it a token");
    }
    return token.textValue();
  }

  /** Gives a token back; one that stays ends with its lease. */
  void revoke(String token) {
    try {
      answer(request("auth/token/revoke-self", token).POST(BodyPublishers.noBody()));
    } catch (Failure e) {
      // The secret is there; that Vault has to wait for the end of a lease fails no run.
    }
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    try {
      String base = address.getPath().replaceAll("/+$", "");
      URI uri =
          new URI(
              address.getScheme(),
              null,
              address.getHost(),
              address.getPort(),
              base + "/v1/" + path,
              null,
              null);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(uri.toASCIIString()))
              .timeout(PATIENCE)
              .header("X-Vault-Request", "true");
      if (namespace != null) {
        request.header("X-Vault-Namespace", sendable(namespace, "VAULT_NAMESPACE"));
      }
      return token == null ? request : request.header("X-Vault-Token", sendable(token, "token"));
    } catch (URISyntaxException e) {
      throw Failure.of("R744", "`" + ADDRESS + "` and the path make no address");
    }
  }

  /** What the client says of a value it does not take has the value in it. */
  private static String sendable(String value, String what) {
    if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw Failure.of("R744", "the " + what + " has a character that no header can have")
          .help("A line break at its end, most likely.");
    }
    return value;
  }

  private HttpResponse<byte[]> answer(HttpRequest.Builder request) {
    try {
      return client
          .sendAsync(request.build(), BodyHandlers.ofByteArray())
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      throw Failure.of("R744", "Vault does not answer, " + cause.getClass().getSimpleName())
          .because(cause)
          .help("See that `" + ADDRESS + "` is right, and that this host reaches it.")
          .transientOne();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("R744", "the wait for Vault was interrupted").because(e);
    }
  }

  private static JsonNode content(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status != 200) {
      throw refused(status);
    }
    try {
      return JSON.readTree(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      // Its message would quote what may be the secret.
      throw Failure.of("R744", "what Vault answered is not JSON");
    }
  }

  private static Failure refused(int status) {
    Failure failure = Failure.of("R744", "Vault answered " + status);
    return switch (status) {
      case 400 -> failure.help("The role, its secret or the path is not what Vault expects.");
      case 403 -> failure.help("What lets in has expired, or no policy lets it `read` this path.");
      case 307, 308 ->
          failure.help("It is a standby: `" + ADDRESS + "` has to name one that answers itself.");
      case 503 -> failure.help("It is sealed, or being looked after.").transientOne();
      default -> status == 429 || status >= 500 ? failure.transientOne() : failure;
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
