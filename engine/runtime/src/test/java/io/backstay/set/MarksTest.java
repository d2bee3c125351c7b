package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {
  private final Path stage;
  private final MemoryStore store = new MemoryStore("local");
  private final SetCatalog catalog =
      Fixtures.catalog(Fixtures.layout("x/", "metadata.json", null), store.access());
  private final Marks marks = new Marks(catalog, store.access());
  private final KnownSet set;
  private final String key;

  MarksTest(@TempDir Path stage) {
    this.stage = stage;
    set = Fixtures.publish(store, stage, Fixtures.NOW, "aaaa", "full");
    key = SetLayout.marks(set.id());
  }

  private KnownSet mark(Mark.Kind kind) {
    return marks.add(set, new Mark(kind, Fixtures.NOW, "run-1", "because"));
  }

  private KnownSet listed() {
    return catalog.list().find(set.id()).orElseThrow();
  }

  @Test
  void theLevelIsTheHighestProven() {
    assertThat(mark(Mark.Kind.READABLE).level()).isEqualTo(Level.READABLE);
    assertThat(mark(Mark.Kind.INTACT).level()).isEqualTo(Level.READABLE);
    assertThat(listed().level()).isEqualTo(Level.READABLE);
    assertThat(mark(Mark.Kind.RESTORED).level()).isEqualTo(Level.RESTORED);
    assertThat(listed().marks()).hasSize(4);
    assertThat(listed().sound()).isTrue();
  }

  @Test
  void brokenIsForGood() {
    mark(Mark.Kind.BROKEN);
    assertThat(mark(Mark.Kind.RESTORED).level()).isEqualTo(Level.BROKEN);
    assertThat(listed().usable()).isFalse();
    assertThat(listed().broken()).map(Mark::detail).contains("because");
  }

  @Test
  void aPinHoldsUntilItIsTakenOut() {
    assertThat(listed().pin()).isNull();
    assertThat(mark(Mark.Kind.PINNED).pin()).isEqualTo("because");
    assertThat(mark(Mark.Kind.INTACT).pin()).isEqualTo("because");
    assertThat(mark(Mark.Kind.UNPINNED).pin()).isNull();
    assertThat(listed().level()).as("a pin proves nothing").isEqualTo(Level.INTACT);
  }

  @Test
  void everyChangedOrRemovedLineIsNoticed() {
    mark(Mark.Kind.INTACT);
    mark(Mark.Kind.READABLE);
    String good = text();
    String[] lines = good.split("\n", -1);

    assertUnsound(good.replace("intact", "restored"));
    assertUnsound(lines[1] + "\n" + lines[2] + "\n");
    assertUnsound(lines[0] + "\n" + lines[2] + "\n");
    assertUnsound(lines[0] + "\n" + lines[2] + "\n" + lines[1] + "\n");
    assertUnsound(good.substring(0, good.length() - 1));
    assertUnsound(good + "garbage\n");
    assertUnsound(good.replace("\"mark\":\"intact\"", "\"mark\":\"perfect\""));
    assertUnsound(good.replace("{\"mark\"", "{ \"mark\""));
    assertUnsound("");

    store.objects().put(key, good.getBytes(StandardCharsets.UTF_8));
    assertThat(listed().sound()).isTrue();
  }

  @Test
  void marksOfAnotherSetProveNothingHere() {
    mark(Mark.Kind.RESTORED);
    String theirs = text();
    KnownSet other = Fixtures.publish(store, stage, Fixtures.NOW.plusSeconds(60), "bbbb", "full");
    store.objects().put(SetLayout.marks(other.id()), theirs.getBytes(StandardCharsets.UTF_8));

    KnownSet listed = catalog.list().find(other.id()).orElseThrow();

    assertThat(listed.sound()).isFalse();
    assertThat(listed.level()).isEqualTo(Level.WRITTEN);
  }

  @Test
  void aBrokenMarkCountsEvenInABrokenChain() {
    mark(Mark.Kind.BROKEN);
    String[] lines = text().split("\n", -1);
    store.objects().put(key, (lines[1] + "\n").getBytes(StandardCharsets.UTF_8));

    assertThat(listed().level()).isEqualTo(Level.BROKEN);
    assertThat(listed().sound()).isFalse();
  }

  @Test
  void aSetWithoutMarksIsWritten() {
    store.objects().remove(key);

    assertThat(listed().level()).isEqualTo(Level.WRITTEN);
    assertThat(listed().usable()).isTrue();
    assertThat(mark(Mark.Kind.INTACT).level()).isEqualTo(Level.INTACT);
  }

  @Test
  void retentionAndChecksAreToldWhatCounts() {
    mark(Mark.Kind.READABLE);
    assertThat(listed().subject(true, Instant.EPOCH))
        .isEqualTo(
            new Retention.Subject(
                set.id(), Fixtures.NOW, "full", null, Level.READABLE, null, true));
    assertThat(listed().earlier().usable()).isTrue();
    assertThat(listed().earlier().bytes()).isEqualTo(set.manifest().totalBytes());

    store.objects().put(key, "{}\n".getBytes(StandardCharsets.UTF_8));
    assertThat(listed().subject(false, Instant.EPOCH).level())
        .as("marks nobody can trust prove nothing")
        .isEqualTo(Level.BROKEN);
    assertThat(listed().earlier().usable()).isFalse();
  }

  private void assertUnsound(String text) {
    store.objects().put(key, text.getBytes(StandardCharsets.UTF_8));
    assertThat(listed().sound()).as(text).isFalse();
    assertThat(listed().level()).as(text).isEqualTo(Level.WRITTEN);
    assertThat(listed().usable()).as(text).isFalse();
  }

  private String text() {
    return new String(store.objects().getOrDefault(key, new byte[0]), StandardCharsets.UTF_8);
  }
}
