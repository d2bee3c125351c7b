package io.backstay.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.spi.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes manifests. What the format looks like stands here and in {@link ManifestReader}. */
final class ManifestWriter {
  static final String DIGEST = "digest";
  static final String SIGNATURE = "signature";

  private static final ObjectWriter SORTED =
      Canonical.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private ManifestWriter() {}

  static byte[] write(Manifest manifest) {
    ObjectNode tree = tree(manifest);
    String digest = digest(tree);
    tree.set(
        SIGNATURE,
        orNull(manifest.signature(), s -> object().put("key", s.key()).put("value", s.value())));
    tree.put(DIGEST, digest);
    return Canonical.document(tree);
  }

  static String digest(Manifest manifest) {
    return digest(tree(manifest));
  }

  /** Over the document without its last two members. */
  static String digest(ObjectNode tree) {
    ObjectNode content = tree.deepCopy();
    content.remove(java.util.List.of(SIGNATURE, DIGEST));
    return sha256(Canonical.document(content));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode tree(Manifest manifest) {
    ObjectNode tree = object().put("formatVersion", manifest.format()).put("id", manifest.id());
    tree.set("plan", plan(manifest.plan()));
    tree.put("store", manifest.store()).put("path", manifest.path());
    tree.set("made", made(manifest.made()));
    tree.set("base", orNull(manifest.base(), ManifestWriter::link));
    tree.set("previous", orNull(manifest.previous(), ManifestWriter::link));
    tree.set("tools", json(manifest.tools()));
    ArrayNode artifacts = tree.putArray("artifacts");
    manifest.artifacts().forEach(a -> artifacts.add(artifact(a)));
    ObjectNode recorded = tree.putObject("recorded");
    manifest.recorded().forEach((source, facts) -> recorded.set(source, facts(facts)));
    ArrayNode restore = tree.putArray("restore");
    manifest.restore().forEach(recipe -> restore.add(recipe(recipe)));
    return tree;
  }

  private static ObjectNode plan(Manifest.Plan plan) {
    ObjectNode node =
        object().put("name", plan.name()).put("digest", plan.digest()).put("type", plan.type());
    node.set("effective", json(plan.effective()));
    return node;
  }

  private static ObjectNode made(Manifest.Made made) {
    return object()
        .put("startedAt", made.startedAt().toString())
        .put("finishedAt", made.finishedAt().toString())
        .put("stamp", made.stamp())
        .put("zone", made.zone())
        .put("host", made.host())
        .put("user", made.user())
        .put("trigger", made.trigger())
        .put("description", made.description());
  }

  private static ObjectNode link(Manifest.Link link) {
    return object().put("id", link.id()).put(DIGEST, link.digest());
  }

  private static ObjectNode artifact(Manifest.Artifact artifact) {
    ObjectNode node =
        object()
            .put("name", artifact.name())
            .put("stored", artifact.stored())
            .put("kind", artifact.kind())
            .put("source", artifact.source())
            .put("bytes", artifact.bytes())
            .put("sha256", artifact.sha256())
            .put("md5", artifact.md5());
    node.putObject("plain")
        .put("bytes", artifact.plain().bytes())
        .put("sha256", artifact.plain().sha256());
    node.put("codec", artifact.codec().name().toLowerCase(Locale.ROOT));
    node.set("inventory", orNull(artifact.inventory(), ManifestWriter::inventory));
    node.set("facts", facts(artifact.facts()));
    return sealed(node, artifact.sealed());
  }

  private static ObjectNode inventory(Manifest.Inventory inventory) {
    ObjectNode node =
        object()
            .put("name", inventory.name())
            .put("bytes", inventory.bytes())
            .put("sha256", inventory.sha256())
            .put("entries", inventory.entries());
    return sealed(node, inventory.sealed());
  }

  /** Said only of what is encrypted, so that other manifests stay what they were. */
  private static ObjectNode sealed(ObjectNode node, @Nullable Sealed sealed) {
    if (sealed != null) {
      ObjectNode how = node.putObject("sealed").put("way", sealed.seal().way());
      sealed.seal().recipients().forEach(how.putArray("recipients")::add);
      how.put("iterations", sealed.seal().iterations()).put("hmac", sealed.seal().hmac());
      how.putObject("content")
          .put("bytes", sealed.content().bytes())
          .put("sha256", sealed.content().sha256());
    }
    return node;
  }

  private static ObjectNode recipe(Manifest.Recipe recipe) {
    ObjectNode node = object().put("artifact", recipe.artifact());
    node.set("commands", json(recipe.commands()));
    return node;
  }

  private static JsonNode facts(Facts facts) {
    return json(facts.values());
  }

  /** Written and read once, so that a number looks the same however Java held it. */
  private static JsonNode json(Object value) {
    try {
      return Canonical.MAPPER.readTree(SORTED.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException("facts are JSON-shaped", e);
    }
  }

  private static <T> @Nullable JsonNode orNull(
      @Nullable T value, java.util.function.Function<T, JsonNode> written) {
    return value == null ? null : written.apply(value);
  }

  private static ObjectNode object() {
    return Canonical.MAPPER.createObjectNode();
  }

  static Map<String, Object> values(JsonNode node) {
    return Canonical.MAPPER.convertValue(
        node, new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {});
  }
}
