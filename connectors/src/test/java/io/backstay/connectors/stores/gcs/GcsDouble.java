package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small server that answers as the JSON API of Google Cloud Storage is documented: objects with
 * generations, preconditions and digests, listings in pages, uploads in one piece and resumable
 * ones, tokens for signed assertions. It is not Google, and holds requests to more than Google
 * does: a parameter it does not know is refused.
 */
public final class GcsDouble implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OBJECT = Pattern.compile("/storage/v1/b/([^/]+)/o(?:/([^/]+))?");
  private static final Pattern UPLOAD = Pattern.compile("/upload/storage/v1/b/([^/]+)/o");
  private static final List<String> PARAMETERS =
      List.of(
          "alt",
          "fields",
          "generation",
          "ifGenerationMatch",
          "kmsKeyName",
          "maxResults",
          "name",
          "pageToken",
          "prefix",
          "uploadType",
          "upload_id");

  /** What was asked: method, path and query. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final GcsAccounts accounts;
  private final GcsObjects objects = new GcsObjects();

  /** One that runs. */
  public GcsDouble(Clock clock) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    accounts = new GcsAccounts(clock, endpoint(server.getAddress().getPort()) + "/token");
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Where clients go. */
  public static URI endpoint(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  URI endpoint() {
    return endpoint(address().getPort());
  }

  /** The key of an account that may do everything. */
  public String key() {
    return accounts.key();
  }

  GcsAccounts accounts() {
    return accounts;
  }

  GcsObjects objects() {
    return objects;
  }

  /** Makes a bucket. */
  public void bucket(String name) {
    objects.make(name);
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    asked.add(exchange.getRequestMethod() + " " + uri);
    Reply reply;
    try {
      reply = reply(exchange, query(uri));
    } catch (GcsObjects.Refused refused) {
      exchange.getRequestBody().readAllBytes();
      reply = refused.reply();
    }
    reply.to(exchange);
  }

  private Reply reply(HttpExchange exchange, Map<String, String> query) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals("/token")) {
      return accounts.token(body(exchange));
    }
    if (path.startsWith("/computeMetadata/")) {
      return accounts.ofTheMachine(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
    }
    String session = query.get("upload_id");
    if (session != null) {
      return new GcsSessions(objects).reply(exchange, session);
    }
    accounts.demand(exchange.getRequestHeaders().getFirst("Authorization"));
    Matcher upload = UPLOAD.matcher(path);
    if (upload.matches()) {
      return upload(exchange, decoded(upload.group(1)), query);
    }
    Matcher object = OBJECT.matcher(path);
    if (!object.matches()) {
      throw GcsObjects.refused(404, "notFound", "Not Found");
    }
    GcsObjects.Bucket bucket = objects.bucket(decoded(object.group(1)));
    return object.group(2) == null
        ? bucket.list(query)
        : ofObject(exchange, bucket, decoded(object.group(2)), query);
  }

  private static Reply ofObject(
      HttpExchange exchange, GcsObjects.Bucket bucket, String name, Map<String, String> query) {
    return switch (exchange.getRequestMethod()) {
      case "DELETE" -> bucket.delete(name, query.get("generation"));
      case "GET" ->
          "media".equals(query.get("alt"))
              ? bucket
                  .found(name, query.get("generation"))
                  .media(exchange.getRequestHeaders().getFirst("Range"))
              : Reply.json(200, bucket.found(name, query.get("generation")).about());
      default -> throw GcsObjects.refused(405, "methodNotAllowed", "Method Not Allowed");
    };
  }

  private Reply upload(HttpExchange exchange, String bucket, Map<String, String> query)
      throws IOException {
    GcsObjects.Wanted wanted =
        new GcsObjects.Wanted(
            objects.bucket(bucket),
            query.getOrDefault("name", ""),
            "0".equals(query.get("ifGenerationMatch")),
            JSON.createObjectNode());
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    byte[] body = body(exchange);
    if ("resumable".equals(query.get("uploadType"))) {
      wanted = wanted.with((ObjectNode) JSON.readTree(body));
      wanted.demandAbsent();
      String begun = objects.begin(wanted);
      String here = "http://" + exchange.getRequestHeaders().getFirst("Host");
      return new Reply(
          200,
          Map.of("Location", here + exchange.getRequestURI() + "&upload_id=" + begun),
          new byte[0]);
    }
    List<byte[]> parts = parts(body, type);
    JsonNode about = JSON.readTree(parts.get(0));
    return Reply.json(
        200, wanted.with((ObjectNode) about).keep(objects.arriving(parts.get(1))).about());
  }

  /** The two parts of a body of the kind {@code multipart/related}. */
  private static List<byte[]> parts(byte[] body, String type) {
    String line = type.replaceFirst("multipart/related; boundary=", "");
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String[] pieces = text.split("(?:\r\n|^)--" + Pattern.quote(line) + "(?:\r\n|--\r\n)", -1);
    return Arrays.stream(pieces)
        .skip(1)
        .limit(2)
        .map(piece -> piece.substring(piece.indexOf("\r\n\r\n") + 4))
        .map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    return exchange.getRequestBody().readAllBytes();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> found = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String each : uri.getRawQuery().split("&")) {
        String[] pair = each.split("=", 2);
        found.put(pair[0], decoded(pair[1]));
      }
    }
    if (!PARAMETERS.containsAll(found.keySet())) {
      throw new IllegalStateException("unknown parameters: " + uri);
    }
    return found;
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** What is answered. */
  static final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Reply(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    void to(HttpExchange exchange) throws IOException {
      headers.forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
      exchange.close();
    }

    static Reply json(int status, JsonNode body) {
      return new Reply(
          status,
          Map.of("Content-Type", "application/json"),
          body.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
