package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.testing.FailingWriter;
import io.backstay.testing.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set in another store is a set like any other there, as a whole or not at all. */
class CopierTest {
  private static final SetLayout LAYOUT = Fixtures.layout("x/", "metadata.json", null);

  @TempDir Path stage;
  private final MemoryStore local = new MemoryStore("local");
  private final MemoryStore shelf = new MemoryStore("shelf");
  private int attempts;

  private KnownSet made() {
    return Fixtures.publish(local, stage, Fixtures.NOW.minus(Duration.ofDays(3)), "aaaa", "full");
  }

  private static SetCatalog shelf(Store.Reader reader) {
    return new SetCatalog("shop", "shelf", LAYOUT, reader, Fixtures.TRUST);
  }

  private KnownSet copy(KnownSet set, Store.Writer there, @Nullable String as) {
    SetCatalog catalog = shelf(there);
    Publisher publisher = new Publisher(catalog, there, Fixtures.HOST, Fixtures.clock());
    StagedSet staged = StagedSet.create(stage.resolve("way-" + attempts++), set.id());
    SetContent content = new SetContent(set, local.access());
    return new Copier(publisher, catalog).copy(set, content, staged, "2026/", as);
  }

  @Test
  void whatIsThereIsTheSameSetUnderTheNamesOfTheOtherStore() {
    KnownSet set = made();

    KnownSet there = copy(set, shelf.access(), "shop_202602_snapshot.tar.gz");

    assertThat(shelf(shelf.access()).inspect().sets()).containsExactly(there);
    assertThat(there.usable()).isTrue();
    assertThat(there.level()).as("nobody has read it there").isEqualTo(Level.WRITTEN);
    assertThat(there.marks().getFirst().detail()).contains("copied from store local");
    assertThat(there.id()).isEqualTo(set.id());
    assertThat(there.manifest().made()).isEqualTo(set.manifest().made());
    assertThat(there.manifest().recorded()).isEqualTo(set.manifest().recorded());
    assertThat(shelf.objects())
        .containsOnlyKeys(
            "2026/metadata.json",
            "2026/notes.txt",
            "2026/shop_202602_snapshot.tar.gz",
            ".backstay/" + set.id() + "/uploads.tar.gz.list",
            ".backstay/" + set.id() + ".verified.jsonl");
    assertThat(shelf.objects().get("2026/shop_202602_snapshot.tar.gz"))
        .isEqualTo(local.objects().get(set.manifest().path() + "uploads.tar.gz"));
    assertThat(there.manifest().restore().toString()).contains("shop_202602_snapshot.tar.gz");
    assertThat(there.manifest().artifacts())
        .extracting(Manifest.Artifact::name)
        .containsExactly("notes.txt", "uploads.tar.gz");
  }

  @Test
  void whereNoFileEndsInThatWayAllKeepTheirNames() {
    KnownSet set = made();

    copy(set, shelf.access(), "shop_202602.sql.gz");

    assertThat(shelf.objects()).containsKeys("2026/notes.txt", "2026/uploads.tar.gz");
  }

  @Test
  void whatIsNotWhatItsManifestSaysIsNotCopied() {
    KnownSet set = made();
    local
        .objects()
        .computeIfPresent(set.manifest().path() + "uploads.tar.gz", (key, bytes) -> flipped(bytes));

    assertThatThrownBy(() -> copy(set, shelf.access(), null)).isInstanceOf(Failure.class);

    assertThat(shelf.objects()).isEmpty();
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[0] ^= 1;
    return other;
  }

  @Test
  void aFailureAtAnyCallLeavesAWholeSetOrNone() {
    KnownSet set = made();
    assertWholeOrNone(set, FailingWriter::once);
    assertWholeOrNone(set, FailingWriter::onceAfterwards);
    assertWholeOrNone(set, FailingWriter::crash);
  }

  private void assertWholeOrNone(
      KnownSet set, BiFunction<Store.Writer, Integer, FailingWriter> breaking) {
    boolean reached = true;
    for (int call = 1; reached; call++) {
      shelf.objects().clear();
      FailingWriter writer = breaking.apply(shelf.access(), call);
      try {
        copy(set, writer, null);
      } catch (Failure e) {
        assertThat(e.code()).as("at call %d", call).isEqualTo("R799");
      }
      reached = writer.reached();
      if (shelf(shelf.access()).inspect().sets().isEmpty()) {
        copy(set, shelf.access(), null);
      }
      assertThat(shelf(shelf.access()).inspect().sets())
          .as("after a failure at call %d and another attempt", call)
          .singleElement()
          .matches(KnownSet::usable);
      new Pruner(shelf(shelf.access()), shelf.access(), Fixtures.HOST, Fixtures.clock()).sweep();
      assertThat(shelf.objects()).hasSize(5);
    }
  }
}
