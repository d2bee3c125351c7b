package io.backstay.connectors.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A small server that answers as Vault's HTTP API is documented: reading from an engine KV of
 * version 2, logging in by AppRole, giving a token back. It is not Vault, and holds requests to
 * more than Vault does: what it does not know is a failure of the test.
 */
final class VaultDouble implements AutoCloseable {
  static final String TOKEN = "hvs.a-t0ken";
  static final String ROLE = "4f1c-role";
  static final String SECRET_ID = "9ab2-secret-id";
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, Map<String, Object>> secrets = new HashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final Set<String> valid = ConcurrentHashMap.newKeySet();
  volatile int instead;
  private final HttpServer server;
  private final String scheme;

  private VaultDouble(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    valid.add(TOKEN);
    server.createContext("/", this::handle);
    server.start();
  }

  static VaultDouble plain() throws IOException {
    return new VaultDouble(HttpServer.create(anywhere(), 0), "http");
  }

  static VaultDouble secured(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anywhere(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new VaultDouble(server, "https");
  }

  private static InetSocketAddress anywhere() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String address() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
    String namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
    asked.add(request + (namespace == null ? "" : " in " + namespace));
    Answer answer =
        instead != 0
            ? new Answer(instead, "{\"errors\":[\"not now, s3cr3t\"]}")
            : answer(request, exchange.getRequestHeaders().getFirst("X-Vault-Token"), body);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("Location", "http://localhost:1/v1/elsewhere");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Answer(int status, String body) {}

  private Answer answer(String request, String token, String body) throws IOException {
    if (request.equals("POST /v1/auth/approle/login")) {
      return login(JSON.readTree(body));
    }
    if (token == null || !valid.contains(token)) {
      return new Answer(403, "{\"errors\":[\"permission denied\"]}");
    }
    if (request.equals("POST /v1/auth/token/revoke-self")) {
      valid.remove(token);
      return new Answer(204, "");
    }
    return request.startsWith("GET /v1/")
        ? read(request.substring("GET /v1/".length()))
        : new Answer(405, "{\"errors\":[]}");
  }

  private Answer login(JsonNode body) {
    if (!ROLE.equals(body.path("role_id").asText())
        || !SECRET_ID.equals(body.path("secret_id").asText())) {
      return new Answer(400, "{\"errors\":[\"invalid role or secret ID\"]}");
    }
    valid.add("hvs.of-the-role");
    return new Answer(
        200,
        "{\"data\":null,\"auth\":{\"client_token\":\"hvs.of-the-role\",\"lease_duration\":1200}}");
  }

  private Answer read(String path) throws IOException {
    Map<String, Object> fields = secrets.get(path);
    if (fields == null) {
      return new Answer(404, "{\"errors\":[]}");
    }
    Map<String, Object> metadata = Map.of("version", 3, "destroyed", false);
    return new Answer(
        200, JSON.writeValueAsString(Map.of("data", Map.of("data", fields, "metadata", metadata))));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
