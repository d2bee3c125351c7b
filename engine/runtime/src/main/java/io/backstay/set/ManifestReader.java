package io.backstay.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.set.Manifest.Artifact;
import io.backstay.set.Manifest.Content;
import io.backstay.set.Manifest.Inventory;
import io.backstay.set.Manifest.Link;
import io.backstay.set.Manifest.Made;
import io.backstay.set.Manifest.Plan;
import io.backstay.set.Manifest.Recipe;
import io.backstay.set.Manifest.Signature;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Seal;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests of every version since 1.0. What it returns can be trusted to be as it was
 * written, to name only things inside its own set, and to name each of them once.
 */
final class ManifestReader {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final long MOST_ITERATIONS = 100_000_000;
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private ManifestReader() {}

  /**
   * A manifest that was read.
   *
   * @param manifest what it says, as far as this version understands it
   * @param digest of all it says
   */
  record Read(Manifest manifest, String digest) {}

  static Read read(byte[] bytes) {
    Fields top = document(bytes);
    String version = top.text("formatVersion", v -> VERSION.matcher(v).matches());
    if (!version.startsWith("1.") && !version.startsWith("2.")) {
      throw Failure.of("R703", "this manifest has format " + version + ", which is not known here")
          .help("use the version of backstay that made the set, or a newer one");
    }
    String digest = top.text(ManifestWriter.DIGEST, ManifestReader::sha256);
    if (!digest.equals(ManifestWriter.digest((ObjectNode) top.node()))) {
      throw Fields.damaged("its content does not agree with its digest");
    }
    Manifest manifest = manifest(top);
    requireUnique(manifest.artifacts(), Artifact::name);
    requireUnique(files(manifest), name -> name);
    requireUnique(lists(manifest), name -> name);
    return new Read(manifest, digest);
  }

  private static Fields document(byte[] bytes) {
    try {
      JsonNode tree = Canonical.read(bytes);
      if (tree.isObject()) {
        return new Fields(tree, "");
      }
    } catch (IOException e) {
      throw Fields.damaged("it cannot be read").because(e);
    }
    throw Fields.damaged("it is not an object");
  }

  private static Manifest manifest(Fields top) {
    return new Manifest(
        top.text("id", SafeNames::id),
        plan(top.object("plan")),
        top.text("store", s -> !s.isEmpty()),
        top.text("path", SafeNames::path),
        made(top.object("made")),
        top.optionalObject("base").map(ManifestReader::link).orElse(null),
        top.optionalObject("previous").map(ManifestReader::link).orElse(null),
        texts(top.object("tools")),
        top.objects("artifacts").stream().map(ManifestReader::artifact).toList(),
        recorded(top.object("recorded")),
        top.objects("restore").stream()
            .map(r -> new Recipe(r.text("artifact"), r.texts("commands")))
            .toList(),
        top.optionalObject(ManifestWriter.SIGNATURE)
            .map(s -> new Signature(s.text("key"), s.text("value")))
            .orElse(null));
  }

  private static Plan plan(Fields plan) {
    return new Plan(
        plan.text("name", n -> !n.isEmpty()),
        plan.text(ManifestWriter.DIGEST),
        plan.text("type"),
        ManifestWriter.values(plan.object("effective").node()));
  }

  private static Made made(Fields made) {
    return new Made(
        made.moment("startedAt"),
        made.moment("finishedAt"),
        made.text("stamp"),
        made.text("zone"),
        made.text("host"),
        made.text("user"),
        made.text("trigger"),
        made.optionalText("description"));
  }

  private static Link link(Fields link) {
    return new Link(
        link.text("id", SafeNames::id), link.text(ManifestWriter.DIGEST, ManifestReader::sha256));
  }

  private static Artifact artifact(Fields artifact) {
    String md5 = artifact.optionalText("md5");
    if (md5 != null && !MD5.matcher(md5).matches()) {
      throw Fields.damaged("`" + artifact.where() + "md5` is not a digest");
    }
    Fields plain = artifact.object("plain");
    return new Artifact(
        artifact.text("name", SafeNames::file),
        artifact.text("stored", SafeNames::file),
        artifact.text("kind", k -> !k.isEmpty()),
        artifact.text("source"),
        artifact.count("bytes"),
        artifact.text("sha256", ManifestReader::sha256),
        md5,
        new Content(plain.count("bytes"), plain.optionalText("sha256", ManifestReader::sha256)),
        codec(artifact.text("codec", ManifestReader::isCodec)),
        artifact.optionalObject("inventory").map(ManifestReader::inventory).orElse(null),
        new Facts(ManifestWriter.values(artifact.object("facts").node())),
        sealed(artifact));
  }

  /** Nothing is said of it where nothing is encrypted. */
  private static @Nullable Sealed sealed(Fields file) {
    if (!file.has("sealed")) {
      return null;
    }
    Fields sealed = file.object("sealed");
    Fields content = sealed.object("content");
    return new Sealed(
        new Seal(
            sealed.text("way", w -> !w.isEmpty()),
            sealed.texts("recipients"),
            iterations(sealed),
            sealed.optionalText("hmac", ManifestReader::sha256)),
        new Content(content.count("bytes"), content.text("sha256", ManifestReader::sha256)));
  }

  /** More than anybody writes would only keep the reader busy. */
  private static int iterations(Fields sealed) {
    long rounds = sealed.count("iterations");
    if (rounds > MOST_ITERATIONS) {
      throw Fields.damaged("`" + sealed.where() + "iterations` is " + rounds);
    }
    return (int) rounds;
  }

  private static Inventory inventory(Fields inventory) {
    return new Inventory(
        inventory.text("name", SafeNames::file),
        inventory.count("bytes"),
        inventory.text("sha256", ManifestReader::sha256),
        inventory.count("entries"),
        sealed(inventory));
  }

  private static Map<String, String> texts(Fields object) {
    Map<String, String> found = new LinkedHashMap<>();
    object.node().fieldNames().forEachRemaining(name -> found.put(name, object.text(name)));
    return found;
  }

  private static Map<String, Facts> recorded(Fields object) {
    Map<String, Facts> found = new LinkedHashMap<>();
    object
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> found.put(name, new Facts(ManifestWriter.values(object.object(name).node()))));
    return found;
  }

  private static boolean isCodec(String text) {
    return Stream.of(Codec.values()).anyMatch(c -> text(c).equals(text));
  }

  private static Codec codec(String text) {
    return Codec.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static String text(Codec codec) {
    return codec.name().toLowerCase(Locale.ROOT);
  }

  private static boolean sha256(String text) {
    return SHA256.matcher(text).matches();
  }

  private static List<String> files(Manifest manifest) {
    return manifest.artifacts().stream()
        .flatMap(
            a -> Stream.concat(Stream.of(a.stored()), a.code().map(Sealed.Code::name).stream()))
        .toList();
  }

  private static List<String> lists(Manifest manifest) {
    return manifest.artifacts().stream()
        .flatMap(a -> Stream.ofNullable(a.inventory()))
        .flatMap(l -> Stream.concat(Stream.of(l.name()), l.code().map(Sealed.Code::name).stream()))
        .toList();
  }

  private static <T> void requireUnique(List<T> things, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    for (T thing : things) {
      if (!seen.add(name.apply(thing))) {
        throw Fields.damaged("`" + name.apply(thing) + "` is in it twice");
      }
    }
  }
}
