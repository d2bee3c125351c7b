package io.backstay.plans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;

/** A collection in a Chroma server, through its HTTP interface. */
final class Vectors {
  private static final int DIMENSIONS = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  Vectors(String base) {
    this.base = base;
  }

  /** Creates the collection and fills it with vectors that are the same every time. */
  void fill(int count) {
    String id =
        post("/collections", JSON.createObjectNode().put("name", "knowledge")).get("id").asText();
    Random random = new Random(7);
    for (int from = 0; from < count; from += 500) {
      ObjectNode batch = JSON.createObjectNode();
      ArrayNode ids = batch.putArray("ids");
      ArrayNode embeddings = batch.putArray("embeddings");
      for (int i = from; i < Math.min(count, from + 500); i++) {
        ids.add("chunk-" + i);
        vector(random, embeddings.addArray());
      }
      post("/collections/" + id + "/add", batch);
    }
  }

  /** The ten nearest chunks of a fixed question. */
  String nearest() {
    String id = get("/collections/knowledge").get("id").asText();
    ObjectNode query = JSON.createObjectNode().put("n_results", 10);
    vector(new Random(42), query.putArray("query_embeddings").addArray());
    return post("/collections/" + id + "/query", query).get("ids").toString();
  }

  private static void vector(Random random, ArrayNode into) {
    for (int i = 0; i < DIMENSIONS; i++) {
      into.add(random.nextFloat());
    }
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET().build());
  }

  private JsonNode post(String path, JsonNode body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new AssertionError(request + ": " + response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
