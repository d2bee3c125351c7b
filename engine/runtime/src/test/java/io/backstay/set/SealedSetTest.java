package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Failure;
import io.backstay.spi.Seal;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a set with something encrypted says, keeps and loses. */
class SealedSetTest {
  private static final String HMAC = "ab".repeat(32);

  @TempDir Path dir;
  private final MemoryStore store = new MemoryStore("local");
  private Manifest manifest = Manifest.read(fixture());

  /** As the first version that encrypted wrote it, and never to be written again. */
  private static byte[] fixture() {
    try (InputStream in = SealedSetTest.class.getResourceAsStream("manifest-2.0.json")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void published() {
    String id = "20260213_020000-7c1e";
    SetLayout layout = Fixtures.layout(id + "/", "metadata.json", null);
    StagedSet staged = Fixtures.staged(dir, id);
    for (Manifest.Artifact plain : staged.artifacts()) {
      staged.replace(sealed(plain, staged));
    }
    manifest =
        new Publisher(
                Fixtures.catalog(layout, store.access()),
                store.access(),
                Fixtures.HOST,
                Fixtures.clock())
            .publish(
                Fixtures.making(Fixtures.run(id, Fixtures.NOW, "full")),
                staged,
                List.of(Artifacts.ALL))
            .manifest();
  }

  private static Manifest.Artifact sealed(Manifest.Artifact plain, StagedSet staged) {
    Manifest.Inventory list = plain.inventory();
    boolean archive = list != null;
    Seal seal =
        archive
            ? new Seal("openssl", List.of(), 600_000, HMAC)
            : new Seal("age", List.of("age1one", "age1two"), 0, null);
    StoredAs file = file(plain.name(), archive ? ".enc" : ".age", seal, plain.bytes(), plain);
    write(staged.file(file.name()), file);
    StoredAs listed = list == null ? null : file(list.name(), ".enc", seal, list.bytes(), plain);
    if (listed != null) {
      write(staged.inventory(listed.name()), listed);
    }
    return file.of(plain, list == null || listed == null ? null : list.as(listed));
  }

  private static StoredAs file(
      String name, String ending, Seal seal, long bytes, Manifest.Artifact plain) {
    String content = "sealed " + name;
    return new StoredAs(
        name + ending,
        content.length(),
        ManifestWriter.sha256(content),
        null,
        new Sealed(seal, new Manifest.Content(bytes, plain.sha256())));
  }

  private static void write(Path path, StoredAs file) {
    try {
      String name = String.valueOf(path.getFileName());
      Files.writeString(path, "sealed " + name.substring(0, name.length() - 4));
      if (file.code().isPresent()) {
        Files.writeString(path.resolveSibling(file.code().get().name()), HMAC + "\n");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void format20IsReadAndWrittenAsItWas() {
    Manifest old = Manifest.read(fixture());

    assertThat(old.bytes()).isEqualTo(fixture());
    Manifest.Artifact archive = old.artifacts().getLast();
    Sealed sealed = Objects.requireNonNull(archive.sealed());
    assertThat(archive.name()).isEqualTo("uploads.tar.gz");
    assertThat(archive.stored()).isEqualTo("uploads.tar.gz.enc");
    assertThat(sealed.seal()).isEqualTo(new Seal("openssl", List.of(), 600_000, HMAC));
    assertThat(archive.code()).contains(new Sealed.Code("uploads.tar.gz.enc.hmac", HMAC + "\n"));
    Seal age = Objects.requireNonNull(old.artifacts().getFirst().sealed()).seal();
    assertThat(age.recipients()).containsExactly("age1one", "age1two");
    assertThat(old.artifacts(new Artifacts("*.gz"))).as("logical names").hasSize(1);
  }

  @Test
  void everyFileOfTheSetIsItsOwn() {
    assertThat(SetLayout.keys(manifest))
        .hasSize(5)
        .allSatisfy(key -> assertThat(store.objects()).containsKey(key));
    assertThat(SetLayout.keys(manifest))
        .anyMatch(key -> key.endsWith("uploads.tar.gz.enc.hmac"))
        .anyMatch(key -> key.endsWith("uploads.tar.gz.list.enc.hmac"))
        .noneMatch(key -> key.endsWith(".age.hmac"));
  }

  private SetContent content() {
    SetLayout layout = Fixtures.layout(manifest.id() + "/", "metadata.json", null);
    KnownSet set = Fixtures.catalog(layout, store.access()).list().sets().getFirst();
    return new SetContent(set, store.access());
  }

  @Test
  void withoutItsCodeNothingIsHandedOn() {
    Manifest.Artifact archive = manifest.artifacts().getLast();
    String key = manifest.path() + "uploads.tar.gz.enc.hmac";
    content().fetch(archive, dir.resolve("fetched"));
    String list = ".backstay/" + manifest.id() + "/uploads.tar.gz.list.enc.hmac";
    content().fetch(Objects.requireNonNull(archive.inventory()), dir.resolve("list"));

    store.objects().put(list, ("cd".repeat(32) + "\n").getBytes(StandardCharsets.US_ASCII));
    assertFails("R714", () -> content().inventory(Objects.requireNonNull(archive.inventory())));
    store.objects().put(key, ("cd".repeat(32) + "\n").getBytes(StandardCharsets.US_ASCII));
    assertFails("R714", () -> content().fetch(archive, dir.resolve("again")));
    assertFails("R714", () -> content().unproven(archive));
    store.objects().put(key, new byte[0]);
    assertFails("R714", () -> content().stored(archive));
    store.objects().remove(key);
    assertFails("R712", () -> content().unproven(archive));
    assertThat(dir.resolve("again")).doesNotExist();
  }

  private static void assertFails(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo(code));
  }

  @Test
  void whatNoSealMaySay() {
    assertRefused("no way", said -> said.put("way", ""));
    assertRefused("too many rounds", said -> said.put("iterations", 2_000_000_000));
    assertRefused("no rounds", said -> said.remove("iterations"));
    assertRefused("short code", said -> said.put("hmac", "abc"));
    assertRefused("recipient is a number", said -> said.putArray("recipients").add(7));
    assertRefused("no content", said -> said.remove("content"));
    assertRefused("no digest", said -> said.putObject("content").put("bytes", 1));
    assertRefused(
        "a code that is another file", said -> said.put("hmac", HMAC), "notes.txt.age.hmac");
  }

  private void assertRefused(String why, Consumer<ObjectNode> lie) {
    assertRefused(why, lie, null);
  }

  private void assertRefused(String why, Consumer<ObjectNode> lie, @Nullable String stored) {
    try {
      ObjectNode tree = (ObjectNode) Canonical.read(manifest.bytes());
      lie.accept((ObjectNode) tree.get("artifacts").get(0).get("sealed"));
      if (stored != null) {
        ((ObjectNode) tree.get("artifacts").get(1)).put("stored", stored);
      }
      tree.put(ManifestWriter.DIGEST, ManifestWriter.digest(tree));
      byte[] forged = Canonical.document(tree);

      assertThatThrownBy(() -> Manifest.read(forged)).as(why).isInstanceOf(Failure.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachSaysHowToOpenItByHand() {
    List<String> archive = commands("uploads.tar.gz");
    List<String> notes = commands("notes.txt");

    assertThat(archive.get(1))
        .isEqualTo(
            "openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -in uploads.tar.gz.enc"
                + " -out uploads.tar.gz");
    assertThat(archive.get(2)).contains("sha256sum -c").contains("  uploads.tar.gz'");
    assertThat(archive.getLast()).startsWith("gzip -dc uploads.tar.gz |");
    assertThat(notes.get(1)).isEqualTo("age -d -i IDENTITY -o notes.txt notes.txt.age");
    Manifest.Artifact first = manifest.artifacts().getFirst();
    Manifest.Artifact gpg = gpg(first).of(first, null);
    assertThat(new Recipes("set", "", null).of(gpg).commands())
        .contains("gpg -o notes.txt -d notes.txt.gpg");
  }

  private static StoredAs gpg(Manifest.Artifact artifact) {
    Seal seal = new Seal("gpg", List.of("0".repeat(40)), 0, null);
    return file(artifact.name(), ".gpg", seal, 1, artifact);
  }

  private List<String> commands(String artifact) {
    return manifest.restore().stream()
        .filter(recipe -> recipe.artifact().equals(artifact))
        .findFirst()
        .orElseThrow()
        .commands();
  }
}
