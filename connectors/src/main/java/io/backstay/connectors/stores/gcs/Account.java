package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.UnusableException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who asks, as a file of Google's says it. Nothing that is said of a file has anything of it in it
 * but its type.
 *
 * @param file its content
 * @param where it comes from
 */
record Account(JsonNode file, String where) {
  static final Duration LIFE = Duration.ofHours(1);

  private static final String TOKENS = "https://oauth2.googleapis.com/token";
  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
  private static final String BY_SIGNATURE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String HELP =
      "give the whole JSON file that Google made for a key of a service account";
  private static final ObjectMapper JSON = new ObjectMapper();

  static Account of(byte[] text, String where) throws IOException {
    try {
      return new Account(Refusals.json(text), where);
    } catch (IOException e) {
      throw new UnusableException(where + " is not JSON", HELP);
    }
  }

  /** The request for a token. */
  Ask request(Instant now) throws IOException {
    String type = file.path("type").asText("");
    Map<String, String> fields =
        switch (type) {
          case "service_account" -> Map.of("grant_type", BY_SIGNATURE, "assertion", assertion(now));
          case "authorized_user" ->
              Map.of(
                  "grant_type", "refresh_token",
                  "client_id", field("client_id"),
                  "client_secret", field("client_secret"),
                  "refresh_token", field("refresh_token"));
          default ->
              throw new UnusableException(
                  where + " has the type `" + type + "`, which is not known here", HELP);
        };
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + Ask.part(field.getValue()))
            .collect(Collectors.joining("&"));
    return Ask.of("POST", tokens())
        .carrying(
            Ask.Body.of(form.getBytes(StandardCharsets.US_ASCII)),
            "application/x-www-form-urlencoded");
  }

  private URI tokens() throws IOException {
    String address = file.path("token_uri").asText(TOKENS);
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new UnusableException("the `token_uri` of " + where + " is no address", HELP);
    }
  }

  private String field(String name) throws IOException {
    String value = file.path(name).asText("");
    if (value.isBlank()) {
      throw new UnusableException(where + " has no `" + name + "`", HELP);
    }
    return value;
  }

  /** Says who asks and for what, signed: good for an hour, and only there. */
  private String assertion(Instant now) throws IOException {
    ObjectNode head = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT");
    String id = file.path("private_key_id").asText("");
    if (!id.isEmpty()) {
      head.put("kid", id);
    }
    ObjectNode claims =
        JSON.createObjectNode()
            .put("iss", field("client_email"))
            .put("scope", SCOPE)
            .put("aud", tokens().toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond());
    String said =
        base64(JSON.writeValueAsBytes(head)) + "." + base64(JSON.writeValueAsBytes(claims));
    return said + "." + base64(signed(said));
  }

  private byte[] signed(String said) throws IOException {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key(field("private_key")));
      signature.update(said.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableException("the `private_key` of " + where + " is no private key", HELP);
    }
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    String inner = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(inner)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return where;
  }
}
