package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.connectors.stores.Slice;
import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.Patience;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends what becomes an object when all of it has arrived.
 *
 * @param bucket where to
 * @param object its name there
 * @param storageClass how it is kept; null for how the bucket keeps things
 * @param cancelled whether nobody wants it any more
 */
record Upload(
    Bucket bucket, String object, @Nullable String storageClass, BooleanSupplier cancelled) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BYTES = "application/octet-stream";
  private static final String ABOUT = "application/json; charset=UTF-8";

  /** Sends a file, only if there is no such object yet. */
  void file(Path file, Sum sum) throws IOException {
    ifAbsent(
        sum,
        () -> {
          if (sum.bytes() > Session.PART) {
            return inParts(file, sum);
          }
          Slice all = new Slice(file, 0, sum.bytes());
          return whole(Ask.Body.of(all, cancelled), about(sum, Map.of()), true);
        });
  }

  /** Sends a few bytes, in the place of what may be there; returns what has become of them. */
  JsonNode replacing(byte[] content, Map<String, String> metadata) throws IOException {
    Sum sum = Sum.of(new ByteArrayInputStream(content));
    JsonNode kept = whole(Ask.Body.of(content), about(sum, metadata), false);
    sum.demand(kept);
    return kept;
  }

  /** A server whose answer was lost is asked again, and has it then. */
  private void ifAbsent(Sum sum, Patience.Asked<JsonNode> send) throws IOException {
    try {
      sum.demand(send.now());
    } catch (RefusedException e) {
      boolean there =
          e.status() == Refusals.PRECONDITION_FAILED
              && bucket.find(object).filter(sum::isOf).isPresent();
      if (!there) {
        throw e;
      }
    }
  }

  private ObjectNode about(Sum sum, Map<String, String> metadata) {
    ObjectNode about = JSON.createObjectNode().put("name", object).put("contentType", BYTES);
    sum.sayIn(about);
    if (storageClass != null) {
      about.put("storageClass", storageClass);
    }
    metadata.forEach(about.putObject("metadata")::put);
    return about;
  }

  /** One request that says what it is and has it. */
  private JsonNode whole(Ask.Body body, ObjectNode about, boolean onlyNew) throws IOException {
    String line = "backstay-" + UUID.randomUUID();
    String before =
        "--%s\r\nContent-Type: %s\r\n\r\n%s\r\n--%s\r\nContent-Type: %s\r\n\r\n"
            .formatted(line, ABOUT, about, line, BYTES);
    String after = "\r\n--" + line + "--\r\n";
    return bucket.json(
        Ask.of("POST", bucket.upload(object, "multipart", onlyNew))
            .carrying(
                body.between(
                    before.getBytes(StandardCharsets.UTF_8),
                    after.getBytes(StandardCharsets.UTF_8)),
                "multipart/related; boundary=" + line));
  }

  private JsonNode inParts(Path file, Sum sum) throws IOException {
    Session session = new Session(begun(sum), file, sum.bytes(), cancelled);
    boolean complete = false;
    try {
      JsonNode kept = session.send(bucket.patience);
      complete = true;
      return kept;
    } finally {
      if (!complete) {
        session.abandon();
      }
    }
  }

  private URI begun(Sum sum) throws IOException {
    byte[] about = about(sum, Map.of()).toString().getBytes(StandardCharsets.UTF_8);
    URI here = bucket.upload(object, "resumable", true);
    Answer answer =
        bucket.answer(
            Ask.of("POST", here)
                .carrying(Ask.Body.of(about), ABOUT)
                .with("X-Upload-Content-Type", BYTES)
                .with("X-Upload-Content-Length", Long.toString(sum.bytes())));
    answer.text();
    URI session =
        answer
            .header("Location")
            .map(here::resolve)
            .orElseThrow(() -> new IOException("the server says nowhere to send it to"));
    if (!here.getScheme().equals(session.getScheme())) {
      throw new IOException("the server wants it sent by `" + session.getScheme() + "`");
    }
    return session;
  }
}
