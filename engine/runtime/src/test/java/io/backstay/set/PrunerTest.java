package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.testing.FailingWriter;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrunerTest {
  private static final SetLayout LAYOUT = Fixtures.layout("x/", "metadata.json", null);

  @TempDir Path stage;
  private final MemoryStore store = new MemoryStore("local");

  private KnownSet made(int daysAgo, String suffix) {
    Instant at = Fixtures.NOW.minus(Duration.ofDays(daysAgo));
    return Fixtures.publish(store, stage, at, suffix, "full");
  }

  private SetCatalog catalog() {
    return Fixtures.catalog(LAYOUT, store.access());
  }

  private Pruner pruner(Store.Writer writer) {
    return new Pruner(Fixtures.catalog(LAYOUT, writer), writer, Fixtures.HOST, Fixtures.clock());
  }

  @Test
  void aDeletedSetLeavesNothingBehind() {
    KnownSet kept = made(1, "aaaa");
    Map<String, byte[]> before = new HashMap<>(store.objects());
    KnownSet old = made(8, "bbbb");
    KnownSet older = made(9, "cccc");
    byte[] unknown = "mine".getBytes(StandardCharsets.UTF_8);
    store.objects().put(old.manifest().path() + "unknown.txt", unknown);

    pruner(store.access()).delete(List.of(older, old));

    assertThat(store.objects().remove(old.manifest().path() + "unknown.txt"))
        .as("files nobody knows are never touched")
        .isEqualTo(unknown);
    assertThat(store.objects()).containsExactlyInAnyOrderEntriesOf(before);
    assertThat(catalog().list().sets()).containsExactly(kept);
  }

  @Test
  void deletingNothingDoesNothing() {
    FailingWriter writer = FailingWriter.crash(store.access(), 1);

    pruner(writer).delete(List.of());

    assertThat(writer.calls()).isZero();
  }

  @Test
  void aFailureAtAnyCallLeavesEverySetWholeOrGone() {
    assertWholeOrGone(FailingWriter::once);
    assertWholeOrGone(FailingWriter::onceAfterwards);
    assertWholeOrGone(FailingWriter::crash);
  }

  private void assertWholeOrGone(BiFunction<Store.Writer, Integer, FailingWriter> breaking) {
    boolean reached = true;
    for (int call = 1; reached; call++) {
      store.objects().clear();
      KnownSet kept = made(1, "aaaa");
      KnownSet old = made(8, "bbbb");
      FailingWriter writer = breaking.apply(store.access(), call);
      try {
        pruner(writer).delete(List.of(old));
      } catch (Failure e) {
        assertThat(e.code()).isEqualTo("R799");
      }
      reached = writer.reached();
      boolean there = assertWhole(kept, old);

      pruner(store.access()).sweep();

      assertThat(assertWhole(kept, old)).as("sweeping decides nothing anew").isEqualTo(there);
      String remains = there ? kept.id() + "|" + old.id() : kept.id();
      assertThat(store.objects().keySet())
          .as("after call %d", call)
          .allMatch(key -> key.matches(".*(" + remains + ").*"))
          .noneMatch(key -> key.endsWith(".pending.json"));
    }
  }

  /** Whether the old set is there; both are whole, or not listed. */
  private boolean assertWhole(KnownSet kept, KnownSet old) {
    List<KnownSet> sets = catalog().list().sets();
    assertThat(sets).contains(kept);
    for (KnownSet set : sets) {
      assertThat(store.objects())
          .containsKeys(SetLayout.keys(set.manifest()).toArray(String[]::new));
    }
    return sets.contains(old);
  }

  @Test
  void whatAnotherSetSpeaksForIsKept() {
    SetLayout flat = Fixtures.FLAT;
    var run = Fixtures.run("20260213_020000-7c1e", Fixtures.NOW, "full");
    StagedSet staged = Fixtures.staged(stage, run.id());
    KnownSet first =
        Fixtures.publisher(flat, store.access())
            .publish(Fixtures.making(run), staged, List.of(Artifacts.ALL));
    // A crash between the last artifact and the record: then another plan takes the free names.
    SetCatalog mine = Fixtures.catalog(flat, store.access());
    Pruner pruner = new Pruner(mine, store.access(), Fixtures.HOST, Fixtures.clock());
    pruner.announce(first.manifest(), first.key());
    store.objects().keySet().removeIf(key -> !key.endsWith(".pending.json"));
    var theirs = Fixtures.run("20260213_030000-0001", Fixtures.NOW, "full");
    SetCatalog other = new SetCatalog("other", "local", flat, store.access(), Fixtures.TRUST);
    new Publisher(other, store.access(), Fixtures.HOST, Fixtures.clock())
        .publish(
            Fixtures.making("other", theirs),
            Fixtures.staged(stage, theirs.id()),
            List.of(Artifacts.ALL));

    assertThat(pruner.sweep()).containsExactly(first.id());

    assertThat(store.objects()).containsKeys("notes.txt", "uploads.tar.gz");
  }

  @Test
  void aSetOfAnotherPlanOrStoreIsOnlyReported() {
    KnownSet set = made(8, "aaaa");
    SetCatalog other = new SetCatalog("other", "local", LAYOUT, store.access(), Fixtures.TRUST);
    SetCatalog elsewhere = new SetCatalog("shop", "remote", LAYOUT, store.access(), Fixtures.TRUST);

    for (SetCatalog catalog : List.of(other, elsewhere)) {
      assertThat(catalog.list().sets()).isEmpty();
      assertThat(catalog.list().oddities())
          .singleElement()
          .satisfies(
              odd -> {
                assertThat(odd.kind()).isEqualTo(SetCatalog.Oddity.Kind.FOREIGN);
                assertThat(odd.key()).isEqualTo(set.key());
              });
    }
  }

  @Test
  void aCopiedOrDamagedSetIsReportedAndNotListed() {
    KnownSet set = made(8, "aaaa");
    store.objects().put("copy/metadata.json", store.objects().get(set.key()));
    store.objects().put("torn/metadata.json", "{".getBytes(StandardCharsets.UTF_8));

    SetCatalog.Listing listing = catalog().list();

    assertThat(listing.sets()).containsExactly(set);
    assertThat(listing.oddities())
        .extracting(SetCatalog.Oddity::kind)
        .containsExactly(SetCatalog.Oddity.Kind.MISPLACED, SetCatalog.Oddity.Kind.UNREADABLE);
  }

  @Test
  void aSetOfAnEarlierLayoutIsFoundWhereItWasPut() {
    SetLayout daily = layout("daily/x/", "daily/", "manifest.json");
    KnownSet aside = madeIn(Fixtures.FLAT, "20260213_020000-7c1e");
    KnownSet named = madeIn(layout("old/y/", "old/", "metadata.json"), "20260214_020000-aaaa");
    KnownSet now = madeIn(daily, "20260215_020000-bbbb");
    store.objects().put("copy/metadata.json", store.objects().get(named.key()));

    SetCatalog.Listing listing = Fixtures.catalog(daily, store.access()).list();

    assertThat(listing.sets())
        .extracting(KnownSet::id)
        .containsExactlyInAnyOrder(aside.id(), named.id(), now.id());
    assertThat(listing.find(named.id()).orElseThrow().key()).isEqualTo(named.key());
    assertThat(listing.alarming()).isEmpty();
    new Pruner(
            Fixtures.catalog(daily, store.access()),
            store.access(),
            Fixtures.HOST,
            Fixtures.clock())
        .delete(List.of(listing.find(named.id()).orElseThrow()));
    assertThat(store.objects()).doesNotContainKeys(named.key(), "old/y/notes.txt");
  }

  private KnownSet madeIn(SetLayout layout, String id) {
    var run = Fixtures.run(id, Fixtures.NOW, "full");
    return Fixtures.publisher(layout, store.access())
        .publish(Fixtures.making(run), Fixtures.staged(stage, id), List.of(Artifacts.ALL));
  }

  private static SetLayout layout(String path, String prefix, String manifest) {
    return new SetLayout(
        new io.backstay.program.SetRules(path, prefix, manifest, 0600, 0700, null));
  }

  @Test
  void onlyRecordsOfThisPlanInThisStoreUnderTheirOwnNameAreSwept() {
    KnownSet set = made(8, "aaaa");
    Pruner pruner = pruner(store.access());
    pruner.announce(set.manifest(), set.key());
    String record = SetLayout.pending(set.id());
    byte[] bytes = store.objects().getOrDefault(record, new byte[0]);
    store.objects().remove(set.key());
    store.objects().remove(record);
    store.objects().put(".backstay/other.pending.json", bytes);
    SetCatalog elsewhere = new SetCatalog("shop", "remote", LAYOUT, store.access(), Fixtures.TRUST);
    Map<String, byte[]> before = new HashMap<>(store.objects());

    assertThat(pruner.sweep()).as("copied to another name").isEmpty();
    new Pruner(elsewhere, store.access(), Fixtures.HOST, Fixtures.clock()).sweep();

    assertThat(store.objects()).containsExactlyInAnyOrderEntriesOf(before);
  }

  @Test
  void aDamagedManifestSpeaksForNothingAndStaysWhereItIs() {
    KnownSet old = made(8, "aaaa");
    byte[] torn = "{".getBytes(StandardCharsets.UTF_8);
    store.objects().put("torn/metadata.json", torn);
    store.objects().put(".backstay/torn.json", torn);

    pruner(store.access()).delete(List.of(old));

    assertThat(store.objects()).containsOnlyKeys("torn/metadata.json", ".backstay/torn.json");
  }

  @Test
  @SuppressWarnings("InputStreamSlowMultibyteRead") // it breaks off before speed could matter
  void aManifestThatBreaksOffIsAFailureThatMayPass() {
    made(1, "aaaa");
    Store.Writer breaking =
        new Decorated(store.access()) {
          @Override
          public InputStream open(String key) {
            return new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            };
          }
        };

    assertThatThrownBy(() -> Fixtures.catalog(LAYOUT, breaking).list())
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.isTransient()).isTrue());
  }

  @Test
  void aStoreThatCannotBeReadIsAFailureNotAnEmptyList() {
    made(1, "aaaa");
    for (int call = 1; call <= 3; call++) {
      SetCatalog broken = Fixtures.catalog(LAYOUT, FailingWriter.once(store.access(), call));
      assertThatThrownBy(broken::list).isInstanceOf(Failure.class);
    }
  }
}
