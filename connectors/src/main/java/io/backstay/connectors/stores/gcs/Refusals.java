package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Why Google refuses, and what can be done about it. */
final class Refusals {
  static final int NOT_FOUND = 404;
  static final int PRECONDITION_FAILED = 412;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MOST = 300;
  private static final String DIFFERS = "match calculated";
  private static final Set<String> KEPT =
      Set.of("retentionPolicyNotMet", "objectUnderActiveHold", "objectRetentionNotMet");

  private Refusals() {}

  /** A text of Google's as JSON. */
  static JsonNode json(byte[] text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Its message would quote what may be a token.
      throw new IOException("what the server answered is not JSON");
    }
  }

  /** An answer that was not hoped for. */
  static RefusedException of(int status, byte[] text) {
    try {
      JsonNode error = json(text).path("error");
      return error.isTextual() ? ofTokens(status, json(text)) : ofObjects(status, error);
    } catch (IOException e) {
      // Downloads say why in a sentence, and what stands between in a page.
      String said = new String(text, StandardCharsets.UTF_8).strip();
      boolean sentence = !said.startsWith("<") && said.length() < MOST;
      return new RefusedException(status, "", sentence ? said : "");
    }
  }

  private static RefusedException ofObjects(int status, JsonNode error) {
    String why = error.path("errors").path(0).path("reason").asText("");
    String said = error.path("message").asText("");
    return said.contains(DIFFERS)
        ? RefusedException.passing(status, said)
        : new RefusedException(status, why, said);
  }

  private static RefusedException ofTokens(int status, JsonNode answer) {
    String why = answer.path("error").asText();
    return new RefusedException(status, why, answer.path("error_description").asText(""));
  }

  /** What to do about a refusal. */
  static Optional<String> help(GcsStore store, RefusedException e) {
    String bucket = store.params().bucket();
    if (e.why().equals("invalid_grant") && e.said().contains("reasonable timeframe")) {
      return Optional.of("set the clock of this host");
    }
    if (e.why().startsWith("invalid_") || e.status() == UNAUTHORIZED) {
      return Optional.of(
          "see that `credentials` is the key of an account that exists, and that the key has not"
              + " been deleted or switched off");
    }
    if (KEPT.contains(e.why())) {
      return Optional.of(
          "the bucket keeps it until its retention ends or its hold is lifted; let `retention` keep"
              + " sets at least as long");
    }
    if (e.status() == FORBIDDEN) {
      return Optional.of(
          "give the account the role Storage Object User for the bucket `" + bucket + "`");
    }
    return e.status() == NOT_FOUND
        ? Optional.of(
            "create the bucket `" + bucket + "`, or see that `bucket` and `endpoint` are right")
        : Optional.empty();
  }
}
