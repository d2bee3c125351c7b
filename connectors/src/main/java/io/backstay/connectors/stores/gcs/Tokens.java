package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.UnusableException;
import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens, which let in for an hour, for a key, which is looked up when there has to be a new
 * one, and not kept.
 */
final class Tokens {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";
  private static final String MACHINE =
      "/computeMetadata/v1/instance/service-accounts/default/token";
  private static final String HELP =
      "give `credentials`, the key of a service account, or run this on a machine that has an"
          + " account";

  private final @Nullable Secret credentials;
  private final Look look;
  private final Map<String, String> environment;
  private String token = "";
  private Instant end = Instant.MIN;

  Tokens(GcsStore store, Look look, Map<String, String> environment) {
    this.credentials = store.params().credentials();
    this.look = look;
    this.environment = environment;
  }

  /** One that is good for some minutes at least. */
  synchronized String token() throws IOException {
    Instant now = look.clock().instant();
    if (token.isEmpty() || now.isAfter(end)) {
      JsonNode given = given(now);
      token = given.path("access_token").asText("");
      end = now.plusSeconds(given.path("expires_in").asLong(0)).minus(EARLY);
      if (token.isEmpty()) {
        throw new IOException("who asked was let in without being given a token");
      }
    }
    return token;
  }

  private JsonNode given(Instant now) throws IOException {
    Optional<Account> account = account();
    Answer answer =
        account.isPresent() ? Answer.to(account.get().request(now)) : answerOfTheMachine();
    return Refusals.json(answer.expect(Set.of(200), Refusals::of).text());
  }

  private Optional<Account> account() throws IOException {
    if (credentials != null) {
      byte[] text = look.reveal(credentials).getBytes(StandardCharsets.UTF_8);
      return Optional.of(Account.of(text, "`credentials`"));
    }
    String named = environment.getOrDefault(FILE, "");
    if (!named.isEmpty()) {
      return Optional.of(read(Path.of(named), "the file that `" + FILE + "` names"));
    }
    Path usual =
        Path.of(
            environment.getOrDefault(
                "CLOUDSDK_CONFIG", environment.getOrDefault("HOME", "") + "/.config/gcloud"),
            "application_default_credentials.json");
    return Files.exists(usual) ? Optional.of(read(usual, "`" + usual + "`")) : Optional.empty();
  }

  private static Account read(Path file, String says) throws IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusableException(says + " cannot be read", "see that it is there and readable");
    }
    return Account.of(text, says);
  }

  private Answer answerOfTheMachine() throws IOException {
    String host = environment.getOrDefault("GCE_METADATA_HOST", "metadata.google.internal");
    try {
      return Answer.to(
          Ask.of("GET", URI.create("http://" + host + MACHINE)).with("Metadata-Flavor", "Google"));
    } catch (IOException e) {
      throw new UnusableException("there are no credentials", HELP);
    }
  }
}
