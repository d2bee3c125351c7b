package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Failure;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Store;
import io.backstay.testing.FailingWriter;
import io.backstay.testing.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final List<Artifacts> ALL = List.of(Artifacts.ALL);
  private static final String ID = "20260213_020000-7c1e";

  @TempDir Path stage;
  private final MemoryStore store = new MemoryStore("local");
  private final RunInfo run = Fixtures.run(ID, Fixtures.NOW, "full");

  @Test
  void aPublishedSetIsListedWholeAndMarkedWritten() {
    KnownSet set = publish(Fixtures.FOLDERS, store.access(), staged());

    assertThat(store.objects())
        .containsOnlyKeys(
            "20260213_020000/metadata.json",
            "20260213_020000/notes.txt",
            "20260213_020000/uploads.tar.gz",
            ".backstay/" + ID + "/uploads.tar.gz.list",
            ".backstay/" + ID + ".verified.jsonl");
    SetCatalog.Listing listing = Fixtures.catalog(Fixtures.FOLDERS, store.access()).list();
    assertThat(listing.oddities()).isEmpty();
    assertThat(listing.sets()).containsExactly(set);
    assertThat(set.level()).isEqualTo(Level.WRITTEN);
    assertThat(set.usable()).isTrue();
    assertThat(set.marks()).singleElement().extracting(Mark::run).isEqualTo(ID);
  }

  @Test
  void aFlatSetKeepsItsManifestAside() {
    publish(Fixtures.FLAT, store.access(), staged());

    assertThat(store.objects()).containsKeys("notes.txt", ".backstay/" + ID + ".json");
    assertThat(Fixtures.catalog(Fixtures.FLAT, store.access()).list().find(ID)).isPresent();
  }

  @Test
  void eachSetNamesTheOneBeforeIt() {
    KnownSet first =
        Fixtures.publish(store, stage, Fixtures.NOW.minus(Duration.ofDays(1)), "aaaa", "full");
    KnownSet second = Fixtures.publish(store, stage, Fixtures.NOW, "bbbb", "full");

    assertThat(first.manifest().previous()).isNull();
    assertThat(second.manifest().previous()).isEqualTo(first.link());
  }

  @Test
  void onlyWhatWasAskedForIsPublished() {
    Publisher publisher = Fixtures.publisher(Fixtures.FOLDERS, store.access());

    KnownSet set =
        publisher.publish(Fixtures.making(run), staged(), List.of(new Artifacts("*.txt")));

    assertThat(set.manifest().artifacts()).hasSize(1);
    assertThat(store.objects()).doesNotContainKey("20260213_020000/uploads.tar.gz");
  }

  @Test
  void publishingNothingFails() {
    Publisher publisher = Fixtures.publisher(Fixtures.FOLDERS, store.access());
    StagedSet empty = StagedSet.create(stage, "20260213_020000-0000");

    for (String pattern : List.of("all", "missing.dump", "*.dump")) {
      List<Artifacts> which = List.of(new Artifacts(pattern));
      assertThatThrownBy(() -> publisher.publish(Fixtures.making(run), empty, which))
          .isInstanceOf(Failure.class);
    }
    List<Artifacts> missing = List.of(Artifacts.ALL, new Artifacts("missing.dump"));
    StagedSet staged = staged();
    assertThatThrownBy(() -> publisher.publish(Fixtures.making(run), staged, missing))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("missing.dump");
    assertThat(store.objects()).isEmpty();
  }

  @Test
  void whatIsInTheWayIsLeftAlone() {
    store.objects().put("notes.txt", "somebody's".getBytes(StandardCharsets.UTF_8));

    StagedSet staged = staged();
    assertThatThrownBy(() -> publish(Fixtures.FLAT, store.access(), staged))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("notes.txt");

    assertThat(store.objects()).containsOnlyKeys("notes.txt");
    assertThat(store.objects().get("notes.txt")).asString().isEqualTo("somebody's");
  }

  @Test
  void aStoreThatCutsFilesIsFoundOut() {
    Store.Writer cutting =
        new Decorated(store.access()) {
          @Override
          public void put(String key, Path file) {
            super.put(key, file);
            store.objects().computeIfPresent(key, (k, b) -> java.util.Arrays.copyOf(b, 1));
          }
        };

    StagedSet staged = staged();
    assertThatThrownBy(() -> publish(Fixtures.FOLDERS, cutting, staged))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R711"));

    assertThat(store.objects()).isEmpty();
  }

  /** Marks that are lost on the way make a set that is not what it says. */
  @Test
  void aStoreThatLosesMarksIsFoundOut() {
    Store.Writer losing =
        new Decorated(store.access()) {
          @Override
          public void replace(String key, byte[] content) {
            super.replace(key, key.endsWith(".verified.jsonl") ? new byte[0] : content);
          }
        };

    StagedSet staged = staged();
    assertThatThrownBy(() -> publish(Fixtures.FOLDERS, losing, staged))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R711"));
    assertThat(store.objects()).isEmpty();
  }

  /**
   * Whatever call fails, with or without effect: afterwards all of the set is there, or nothing.
   */
  @Test
  void aFailureAtAnyCallLeavesNothingOrAll() {
    assertNothingOrAll(FailingWriter::once, true);
    assertNothingOrAll(FailingWriter::onceAfterwards, true);
  }

  /** After a crash at any call the next publication cleans up, and the earlier set is untouched. */
  @Test
  void aCrashAtAnyCallLeavesNothingOrAllAndIsSwept() {
    assertNothingOrAll(FailingWriter::crash, false);
  }

  private void assertNothingOrAll(
      BiFunction<Store.Writer, Integer, FailingWriter> breaking, boolean cleanAtOnce) {
    for (SetLayout layout : List.of(Fixtures.FOLDERS, Fixtures.FLAT)) {
      boolean reached = true;
      for (int call = 1; reached; call++) {
        store.objects().clear();
        KnownSet earlier =
            Fixtures.publish(store, stage, Fixtures.NOW.minus(Duration.ofDays(1)), "aaaa", "full");
        Map<String, byte[]> before = new HashMap<>(store.objects());
        FailingWriter writer = breaking.apply(store.access(), call);
        boolean failed = fails(layout, writer);
        reached = writer.reached();
        boolean there = assertVisibleSetsAreWhole(layout);
        // A crash may come when the set is there, and only the proof of it is not.
        assertThat(there).isEqualTo(!failed || (there && !cleanAtOnce));
        if (!there && !cleanAtOnce) {
          new Pruner(catalog(layout), store.access(), Fixtures.HOST, Fixtures.clock()).sweep();
        }
        assertThat(store.objects()).as("call %d", call).containsAllEntriesOf(before);
        if (!there) {
          assertNothingElse(before, call);
        }
        assertThat(earlier.level()).isEqualTo(Level.WRITTEN);
      }
    }
  }

  private boolean fails(SetLayout layout, FailingWriter writer) {
    try {
      publish(layout, writer, Fixtures.staged(stage, ID));
      return false;
    } catch (Failure e) {
      return true;
    }
  }

  /** Whether the new set is visible. */
  private boolean assertVisibleSetsAreWhole(SetLayout layout) {
    List<KnownSet> sets = new ArrayList<>(catalog(layout).list().sets());
    for (KnownSet set : sets) {
      assertThat(store.objects())
          .containsKeys(SetLayout.keys(set.manifest()).toArray(String[]::new));
    }
    return sets.stream().anyMatch(s -> s.id().equals(ID));
  }

  private void assertNothingElse(Map<String, byte[]> before, int call) {
    assertThat(store.objects().keySet())
        .as("after call %d failed", call)
        .containsExactlyInAnyOrderElementsOf(before.keySet());
  }

  @Test
  void aRunOnAnotherHostIsNotSweptAway() {
    Pruner there = new Pruner(catalog(Fixtures.FOLDERS), store.access(), "ops-2", Fixtures.clock());
    crashAfterArtifacts();

    assertThat(there.sweep()).isEmpty();
    assertThat(store.objects()).containsKey("20260213_020000/notes.txt");

    java.time.Clock later = java.time.Clock.offset(Fixtures.clock(), Duration.ofDays(3));
    assertThat(new Pruner(catalog(Fixtures.FOLDERS), store.access(), "ops-2", later).sweep())
        .containsExactly(ID);
    assertThat(store.objects()).isEmpty();
  }

  @Test
  void anotherPlansRemainsAreNotSwept() {
    crashAfterArtifacts();
    SetCatalog other =
        new SetCatalog("other", "local", Fixtures.FOLDERS, store.access(), Fixtures.TRUST);

    new Pruner(other, store.access(), Fixtures.HOST, Fixtures.clock()).sweep();

    assertThat(store.objects()).containsKey("20260213_020000/notes.txt");
  }

  @Test
  void aRecordThatIsNoneIsLeftAlone() {
    byte[] odd = "{}".getBytes(StandardCharsets.UTF_8);
    store.objects().put(".backstay/x.pending.json", odd);

    new Pruner(catalog(Fixtures.FOLDERS), store.access(), Fixtures.HOST, Fixtures.clock()).sweep();

    assertThat(store.objects()).containsKey(".backstay/x.pending.json");
  }

  @Test
  void aFlatSetOfSeveralFilesHasNoLatestAndIsNotBegun() {
    StagedSet staged = staged();

    assertThatThrownBy(() -> publish(Fixtures.FLAT_WITH_LINK, store.access(), staged))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R709"));

    assertThat(store.objects()).isEmpty();
  }

  private void crashAfterArtifacts() {
    Store.Writer crashing =
        new Decorated(store.access()) {
          @Override
          public void put(String key, Path file) {
            if (key.endsWith("metadata.json")) {
              throw new IllegalStateException("crash");
            }
            super.put(key, file);
          }

          @Override
          public void delete(String key) {
            throw new IllegalStateException("crash");
          }
        };
    StagedSet staged = staged();
    assertThatThrownBy(() -> publish(Fixtures.FOLDERS, crashing, staged))
        .isInstanceOf(IllegalStateException.class);
  }

  private KnownSet publish(SetLayout layout, Store.Writer writer, StagedSet staged) {
    return Fixtures.publisher(layout, writer).publish(Fixtures.making(run), staged, ALL);
  }

  private StagedSet staged() {
    return Fixtures.staged(stage, ID);
  }

  private SetCatalog catalog(SetLayout layout) {
    return Fixtures.catalog(layout, store.access());
  }
}
