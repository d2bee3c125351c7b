package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may ask: the holder of a key, of a refresh token, and the machine itself. */
final class GcsAccounts {
  static final String EMAIL = "backup@shop.iam.gserviceaccount.com";
  static final String REFRESH = "1//refresh-me";
  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
  private static final KeyPair KEYS = keys();

  final Set<String> valid = ConcurrentHashMap.newKeySet();
  volatile boolean forbidden;
  private final Clock clock;
  private final String tokens;

  GcsAccounts(Clock clock, String tokens) {
    this.clock = clock;
    this.tokens = tokens;
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As Google writes the file of a key. */
  String key() {
    return key(KEYS).toString();
  }

  /** The key of the same account that this server has never seen. */
  String strangersKey() {
    return key(keys()).toString();
  }

  private ObjectNode key(KeyPair pair) {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return GcsDouble.JSON
        .createObjectNode()
        .put("type", "service_account")
        .put("project_id", "shop")
        .put("private_key_id", "4be0c1")
        .put("private_key", pem)
        .put("client_email", EMAIL)
        .put("token_uri", tokens);
  }

  /** As `gcloud auth application-default login` leaves it, but for where tokens come from. */
  String usersFile() {
    return GcsDouble.JSON
        .createObjectNode()
        .put("type", "authorized_user")
        .put("client_id", "gcloud")
        .put("client_secret", "not & so secret")
        .put("refresh_token", REFRESH)
        .put("token_uri", tokens)
        .toString();
  }

  GcsDouble.Reply token(byte[] body) throws IOException {
    Map<String, String> form = new HashMap<>();
    for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
      String[] pair = field.split("=", 2);
      form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    String trouble =
        switch (form.getOrDefault("grant_type", "")) {
          case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> trouble(form.get("assertion"));
          case "refresh_token" ->
              REFRESH.equals(form.get("refresh_token"))
                      && "not & so secret".equals(form.get("client_secret"))
                  ? ""
                  : "Bad Request";
          default -> "Invalid grant_type";
        };
    return trouble.isEmpty() ? granted() : denied(trouble);
  }

  GcsDouble.Reply ofTheMachine(@Nullable String flavor) {
    return "Google".equals(flavor) ? granted() : denied("Missing Metadata-Flavor");
  }

  private GcsDouble.Reply granted() {
    String token = "ya29." + UUID.randomUUID();
    valid.add(token);
    return GcsDouble.Reply.json(
        200, GcsDouble.JSON.createObjectNode().put("access_token", token).put("expires_in", 3599));
  }

  private static GcsDouble.Reply denied(String why) {
    return GcsDouble.Reply.json(
        400,
        GcsDouble.JSON
            .createObjectNode()
            .put("error", "invalid_grant")
            .put("error_description", why));
  }

  private String trouble(@Nullable String assertion) throws IOException {
    String[] parts = String.valueOf(assertion).split("[.]");
    JsonNode head = GcsDouble.JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    JsonNode claims = GcsDouble.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    long issued = claims.path("iat").asLong();
    long life = claims.path("exp").asLong() - issued;
    if (life > 3600 || Math.abs(clock.instant().getEpochSecond() - issued) > 300) {
      return "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
          + " timeframe.";
    }
    boolean fine =
        head.path("alg").asText().equals("RS256")
            && claims.path("iss").asText().equals(EMAIL)
            && claims.path("aud").asText().equals(tokens)
            && claims.path("scope").asText().equals(SCOPE)
            && isSigned(parts);
    return fine ? "" : "Invalid JWT Signature.";
  }

  private static boolean isSigned(String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(KEYS.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  void demand(@Nullable String authorization) {
    if (authorization == null || !valid.contains(authorization.replaceFirst("^Bearer ", ""))) {
      throw GcsObjects.refused(401, "authError", "Invalid Credentials");
    }
    if (forbidden) {
      throw GcsObjects.refused(
          403, "forbidden", EMAIL + " does not have storage.objects access to the bucket.");
    }
  }
}
