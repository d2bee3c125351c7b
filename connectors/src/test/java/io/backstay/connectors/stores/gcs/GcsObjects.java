package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.connectors.stores.gcs.GcsDouble.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the server keeps. */
final class GcsObjects {
  /** Uploads that have begun. */
  final Map<String, GcsSessions.Begun> sessions = new ConcurrentHashMap<>();

  /** Whether a byte changes on the way. */
  volatile boolean changing;

  private static final AtomicLong GENERATIONS = new AtomicLong(1_770_000_000_000_000L);
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  void make(String name) {
    buckets.put(name, new Bucket(name, new ConcurrentSkipListMap<>()));
  }

  Bucket bucket(String name) {
    Bucket found = buckets.get(name);
    if (found == null) {
      throw refused(404, "notFound", "The specified bucket does not exist.");
    }
    return found;
  }

  /** What was sent, as it arrives. */
  byte[] arriving(byte[] content) {
    if (changing) {
      content[content.length / 2] ^= 1;
    }
    return content;
  }

  String begin(Wanted wanted) {
    String id = UUID.randomUUID().toString();
    sessions.put(id, new GcsSessions.Begun(wanted));
    return id;
  }

  static Refused refused(int status, String reason, String message) {
    return new Refused(status, reason, message);
  }

  /** An answer that was not hoped for. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String reason;

    Refused(int status, String reason, String message) {
      super(message);
      this.status = status;
      this.reason = reason;
    }

    Reply reply() {
      ObjectNode error = GcsDouble.JSON.createObjectNode();
      error.put("code", status).put("message", getMessage());
      error.putArray("errors").addObject().put("reason", reason).put("message", getMessage());
      ObjectNode body = GcsDouble.JSON.createObjectNode();
      body.set("error", error);
      return Reply.json(status, body);
    }
  }

  /** A bucket and its newest generations. */
  record Bucket(String name, NavigableMap<String, Kept> objects) {
    Reply list(Map<String, String> query) {
      String prefix = query.getOrDefault("prefix", "");
      int most = Integer.parseInt(query.getOrDefault("maxResults", "1000"));
      String from = query.containsKey("pageToken") ? after(query.get("pageToken")) : prefix;
      ObjectNode page = GcsDouble.JSON.createObjectNode().put("kind", "storage#objects");
      ArrayNode items = GcsDouble.JSON.createArrayNode();
      for (Kept kept : new TreeMap<>(objects.tailMap(from, true)).values()) {
        if (!kept.name().startsWith(prefix)) {
          break;
        }
        if (items.size() == most) {
          page.put("nextPageToken", token(kept.name()));
          break;
        }
        items.add(kept.about());
      }
      if (!items.isEmpty()) {
        page.set("items", items);
      }
      return Reply.json(200, page);
    }

    private static String token(String name) {
      return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(String token) {
      return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    }

    Kept found(String object, @Nullable String generation) {
      Kept kept = objects.get(object);
      if (kept == null || (generation != null && !generation.equals(kept.generation()))) {
        throw refused(404, "notFound", "No such object: " + name + "/" + object);
      }
      return kept;
    }

    Reply delete(String object, @Nullable String generation) {
      Kept kept = found(object, generation);
      if (kept.about().path("temporaryHold").asBoolean()) {
        throw refused(403, "objectUnderActiveHold", "Object is under active Temporary hold.");
      }
      objects.remove(object);
      return new Reply(204, Map.of(), new byte[0]);
    }
  }

  /** An object. */
  static final class Kept {
    private final ObjectNode about;
    private final byte[] content;

    Kept(ObjectNode about, byte[] content) {
      this.about = about;
      this.content = content;
    }

    ObjectNode about() {
      return about;
    }

    byte[] content() {
      return content;
    }

    String name() {
      return about.path("name").asText();
    }

    String generation() {
      return about.path("generation").asText();
    }

    Reply media(@Nullable String range) {
      Map<String, String> headers = Map.of("x-goog-generation", generation());
      if (range == null) {
        return new Reply(200, headers, content);
      }
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      return new Reply(206, headers, Arrays.copyOfRange(content, from, content.length));
    }
  }

  /** What somebody wants to become an object. */
  record Wanted(Bucket bucket, String name, boolean onlyNew, ObjectNode about) {
    Wanted with(ObjectNode said) {
      return new Wanted(bucket, name, onlyNew, said);
    }

    void demandAbsent() {
      if (onlyNew && bucket.objects().containsKey(name)) {
        throw refused(
            412,
            "conditionNotMet",
            "At least one of the pre-conditions you specified did not hold.");
      }
    }

    Kept keep(byte[] content) {
      Sum sum = sum(content);
      demandSame("CRC32C", about.path("crc32c").asText(sum.crc32c()), sum.crc32c());
      demandSame("MD5 hash", about.path("md5Hash").asText(sum.md5()), sum.md5());
      ObjectNode kept =
          about
              .deepCopy()
              .put("name", name)
              .put("size", Long.toString(content.length))
              .put("crc32c", sum.crc32c())
              .put("md5Hash", sum.md5())
              .put("generation", Long.toString(GENERATIONS.incrementAndGet()));
      synchronized (bucket) {
        demandAbsent();
        Kept made = new Kept(kept, content);
        bucket.objects().put(name, made);
        return made;
      }
    }

    private static void demandSame(String what, String said, String is) {
      if (!said.equals(is)) {
        throw refused(
            400,
            "invalid",
            "Provided %s \"%s\" doesn't match calculated %s \"%s\"."
                .formatted(what, said, what, is));
      }
    }

    private static Sum sum(byte[] content) {
      try {
        return Sum.of(new ByteArrayInputStream(content));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
