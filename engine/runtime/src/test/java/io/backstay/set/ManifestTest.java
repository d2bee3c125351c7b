package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ManifestTest {
  private final byte[] stored = fixture();

  /** Written by the first version, and never to be written again. */
  private static byte[] fixture() {
    try (InputStream in = ManifestTest.class.getResourceAsStream("manifest-1.0.json")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void format10IsReadAndWrittenAsItWas() {
    Manifest manifest = Manifest.read(stored);

    assertThat(manifest.id()).isEqualTo("20260213_020000-7c1e");
    assertThat(manifest.plan().name()).isEqualTo("shop");
    assertThat(manifest.made().startedAt()).isEqualTo("2026-02-13T02:00:00Z");
    assertThat(manifest.made().zone()).isEqualTo("Europe/Rome");
    assertThat(manifest.previous()).isNotNull();
    assertThat(manifest.artifacts())
        .extracting(Manifest.Artifact::name)
        .containsExactly("notes.txt", "uploads.tar.gz");
    assertThat(manifest.artifacts(new Artifacts("*.gz"))).hasSize(1);
    assertThat(manifest.recorded()).containsOnlyKeys("db");
    assertThat(manifest.tools()).containsEntry("pg_dump", "17.2").containsKey("backstay");
    assertThat(manifest.totalBytes()).isEqualTo(36);
    assertThat(manifest.bytes()).isEqualTo(stored);
    assertThat(manifest.digest()).hasSize(64);
  }

  @Test
  void everyChangedByteIsNoticed() {
    for (int at = 0; at < stored.length; at++) {
      for (int change : new int[] {1, 4, 32, 128}) {
        byte[] damaged = stored.clone();
        damaged[at] = (byte) (damaged[at] ^ change);
        assertRefused(damaged);
      }
    }
  }

  @Test
  void everyMissingOrAddedByteIsNoticed() {
    for (int length = 0; length < stored.length; length++) {
      assertRefused(Arrays.copyOf(stored, length));
    }
    assertRefused(Arrays.copyOf(stored, stored.length + 1));
    byte[] blank = Arrays.copyOf(stored, stored.length + 1);
    blank[stored.length] = '\n';
    assertRefused(blank);
  }

  @Test
  void membersOfALaterMinorVersionAreLeftAlone() {
    byte[] later =
        forged(
            tree -> {
              tree.put("formatVersion", "1.7");
              tree.put("colour", "green");
              ((ObjectNode) tree.get("made")).put("weather", "fine");
            });

    ManifestReader.Read read = ManifestReader.read(later);

    assertThat(read.manifest().id()).isEqualTo("20260213_020000-7c1e");
    assertThat(read.digest())
        .as("covers what is not understood")
        .isNotEqualTo(read.manifest().digest());
  }

  @Test
  void aLaterMajorVersionIsRefusedByName() {
    for (String version : List.of("3.0", "0.9", "10.0", "20.0")) {
      assertThatThrownBy(() -> Manifest.read(forged(tree -> tree.put("formatVersion", version))))
          .isInstanceOfSatisfying(
              Failure.class,
              f -> {
                assertThat(f.code()).isEqualTo("R703");
                assertThat(f.message()).contains(version);
                assertThat(f.help()).contains("newer");
              });
    }
  }

  @TestFactory
  Stream<DynamicTest> whatNoManifestMaySay() {
    Map<String, Consumer<ObjectNode>> lies = new LinkedHashMap<>();
    lies.put("no version", tree -> tree.remove("formatVersion"));
    lies.put("odd version", tree -> tree.put("formatVersion", "one"));
    lies.put("id with a path", tree -> tree.put("id", "../x"));
    lies.put("path that climbs", tree -> tree.put("path", "../other/"));
    lies.put("absolute path", tree -> tree.put("path", "/etc/"));
    lies.put("path without slash", tree -> tree.put("path", "other"));
    lies.put("path that is ours", tree -> tree.put("path", ".backstay/"));
    lies.put("plan without a name", tree -> ((ObjectNode) tree.get("plan")).put("name", ""));
    lies.put("no store", tree -> tree.put("store", ""));
    lies.put("id is a number", tree -> tree.put("id", 7));
    lies.put("plan is text", tree -> tree.put("plan", "shop"));
    lies.put("artifacts is an object", tree -> tree.putObject("artifacts"));
    lies.put("artifact is text", tree -> tree.putArray("artifacts").add("x"));
    lies.put("stored name climbs", tree -> artifact(tree).put("stored", "../notes.txt"));
    lies.put("stored name is an option", tree -> artifact(tree).put("stored", "--help"));
    lies.put("stored name is hidden", tree -> artifact(tree).put("stored", ".backstay"));
    lies.put("stored name has a line", tree -> artifact(tree).put("stored", "a\nb"));
    lies.put("stored name is long", tree -> artifact(tree).put("stored", "a".repeat(256)));
    lies.put("stored name has a backslash", tree -> artifact(tree).put("stored", "a\\b"));
    lies.put("stored twice", tree -> artifact(tree).put("stored", "uploads.tar.gz"));
    lies.put("named twice", tree -> artifact(tree).put("name", "uploads.tar.gz"));
    lies.put("negative size", tree -> artifact(tree).put("bytes", -1));
    lies.put("size is a fraction", tree -> artifact(tree).put("bytes", 1.5));
    lies.put(
        "size is too much",
        tree -> artifact(tree).put("bytes", new java.math.BigInteger("9".repeat(30))));
    lies.put("digest is short", tree -> artifact(tree).put("sha256", "abc"));
    lies.put("md5 is short", tree -> artifact(tree).put("md5", "abc"));
    lies.put("unknown codec", tree -> artifact(tree).put("codec", "rar"));
    lies.put("codec in capitals", tree -> artifact(tree).put("codec", "GZIP"));
    lies.put("kind is empty", tree -> artifact(tree).put("kind", ""));
    lies.put("facts are a list", tree -> artifact(tree).putArray("facts"));
    lies.put("list twice", ManifestTest::sameList);
    lies.put("time is local", tree -> ((ObjectNode) tree.get("made")).put("startedAt", "02:00"));
    lies.put("base without digest", tree -> tree.putObject("base").put("id", "a"));
    lies.put("command is a number", tree -> commands(tree).add(7));
    lies.put("commands is text", tree -> recipe(tree).put("commands", "rm"));
    lies.put("tool is a number", tree -> ((ObjectNode) tree.get("tools")).put("pg_dump", 17));
    return lies.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> assertRefused(forged(e.getValue()))));
  }

  @Test
  void aSignatureIsReadAndDoesNotChangeTheDigest() {
    byte[] signed =
        forged(tree -> tree.putObject("signature").put("key", "k1").put("value", "c2lnbg=="));

    Manifest manifest = Manifest.read(signed);

    assertThat(manifest.signature()).isEqualTo(new Manifest.Signature("k1", "c2lnbg=="));
    assertThat(manifest.digest()).isEqualTo(Manifest.read(stored).digest());
    assertThat(manifest.bytes()).isEqualTo(signed);
  }

  @Test
  void contentThatIsListedNeedsNoDigestOfItsWhole() {
    byte[] listed = forged(tree -> ((ObjectNode) artifact(tree).get("plain")).putNull("sha256"));

    Manifest.Content plain = Manifest.read(listed).artifacts().getFirst().plain();
    assertThat(plain.sha256()).isNull();
    assertThat(plain.bytes()).isPositive();
  }

  @Test
  void md5IsKeptForOldTools() {
    byte[] both = forged(tree -> artifact(tree).put("md5", "0".repeat(32)));

    assertThat(Manifest.read(both).artifacts().getFirst().md5()).hasSize(32);
    assertThat(Manifest.read(both).bytes()).isEqualTo(both);
  }

  @Test
  void whatIsNotAnObjectIsRefused() {
    assertRefused("[]\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertRefused(
        "{\"id\": \"a\", \"id\": \"b\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertRefused("{} {}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static ObjectNode artifact(ObjectNode tree) {
    return (ObjectNode) tree.get("artifacts").get(0);
  }

  private static ObjectNode recipe(ObjectNode tree) {
    return (ObjectNode) tree.get("restore").get(0);
  }

  private static ArrayNode commands(ObjectNode tree) {
    return (ArrayNode) recipe(tree).get("commands");
  }

  private static void sameList(ObjectNode tree) {
    JsonNode list = tree.get("artifacts").get(1).get("inventory");
    artifact(tree).set("inventory", list.deepCopy());
  }

  /** The manifest with a change, and a digest that agrees. */
  private byte[] forged(Consumer<ObjectNode> change) {
    try {
      ObjectNode tree = (ObjectNode) Canonical.read(stored);
      change.accept(tree);
      tree.put("digest", ManifestWriter.digest(tree));
      return Canonical.document(tree);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> Manifest.read(bytes))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isIn("R702", "R703"));
  }
}
