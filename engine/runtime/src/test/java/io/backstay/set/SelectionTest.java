package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.program.RestoreRules;
import io.backstay.program.RestoreRules.Pick;
import io.backstay.set.Selection.Chosen;
import io.backstay.spi.Failure;
import io.backstay.testing.FailingWriter;
import io.backstay.testing.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
  private static final SetLayout LAYOUT = Fixtures.layout("x/", "metadata.json", null);

  @TempDir Path stage;
  private final MemoryStore local = new MemoryStore("local");
  private final MemoryStore remote = new MemoryStore("local");
  private final Random random = new Random(7);

  private KnownSet made(MemoryStore store, int daysAgo, String type) {
    Instant at = Fixtures.NOW.minus(Duration.ofDays(daysAgo));
    return Fixtures.publish(store, stage, at, "aa" + daysAgo, type);
  }

  private KnownSet marked(KnownSet set, Mark.Kind kind) {
    return new Marks(catalog(local), local.access())
        .add(set, new Mark(kind, Fixtures.NOW, "run-9", "row counts differ"));
  }

  private static SetCatalog catalog(MemoryStore store) {
    return Fixtures.catalog(LAYOUT, store.access());
  }

  private static RestoreRules rules(Pick pick, @Nullable String argument) {
    return rules(pick, argument, null, null, null);
  }

  private static RestoreRules rules(
      Pick pick,
      @Nullable String argument,
      @Nullable Instant at,
      @Nullable Duration within,
      @Nullable String type) {
    return new RestoreRules(List.of(), pick, argument, at, within, type, List.of(), null);
  }

  private Chosen choose(RestoreRules rules) {
    return new Selection(rules, Fixtures.clock(), random)
        .choose(List.of(catalog(local), catalog(remote)));
  }

  private void assertRefused(String code, String contains, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.code()).isEqualTo(code);
              assertThat(f.message() + " " + f.help()).contains(contains);
            });
  }

  @Test
  void latestIsTheNewestThatIsNotBroken() {
    KnownSet old = made(local, 2, "full");
    KnownSet broken = made(local, 1, "full");
    marked(broken, Mark.Kind.BROKEN);

    assertThat(choose(rules(Pick.LATEST, null)).set().id()).isEqualTo(old.id());
    assertThat(choose(rules(Pick.ARGUMENT, "latest")).set().id()).isEqualTo(old.id());
  }

  @Test
  void latestNeverTakesASetWhoseMarksWereChanged() {
    KnownSet old = made(local, 2, "full");
    KnownSet odd = made(local, 1, "full");
    local.objects().put(SetLayout.marks(odd.id()), "{}\n".getBytes(StandardCharsets.UTF_8));

    assertThat(choose(rules(Pick.LATEST, null)).set().id()).isEqualTo(old.id());
    Chosen named = choose(rules(Pick.LATEST, odd.id()));
    assertThat(named.set().id()).isEqualTo(odd.id());
    assertThat(named.notes()).singleElement().asString().contains("was changed");
  }

  @Test
  void latestVerifiedIsAtLeastReadable() {
    KnownSet old = made(local, 3, "full");
    marked(old, Mark.Kind.READABLE);
    marked(made(local, 2, "full"), Mark.Kind.INTACT);
    made(local, 1, "full");

    assertThat(choose(rules(Pick.LATEST_VERIFIED, null)).set().id()).isEqualTo(old.id());
    assertThat(choose(rules(Pick.LATEST, "latest-verified")).set().id()).isEqualTo(old.id());
  }

  @Test
  void newestBeforeIsStrictlyBefore() {
    KnownSet old = made(local, 3, "full");
    KnownSet mid = made(local, 2, "full");
    Instant at = mid.manifest().made().startedAt();

    assertThat(choose(rules(Pick.NEWEST_BEFORE, null, at, null, null)).set().id())
        .isEqualTo(old.id());
    assertThat(choose(rules(Pick.NEWEST_BEFORE, null, at.plusSeconds(1), null, null)).set().id())
        .isEqualTo(mid.id());
    assertRefused("R718", "needs `at`", () -> choose(rules(Pick.NEWEST_BEFORE, null)));
    assertRefused(
        "R715",
        "newest-before",
        () -> choose(rules(Pick.NEWEST_BEFORE, null, Instant.EPOCH, null, null)));
  }

  @Test
  void theOldestThatIsNotBrokenIsTaken() {
    marked(made(local, 9, "full"), Mark.Kind.BROKEN);
    KnownSet oldest = made(local, 8, "full");
    made(local, 3, "full");
    assertThat(choose(rules(Pick.OLDEST, null)).set().id()).isEqualTo(oldest.id());
    assertThat(choose(rules(Pick.OLDEST, null)).draw()).isNull();
  }

  /** Whoever doubts that chance has chosen can draw again. */
  @Test
  void aDrawCanBeRepeated() {
    List<String> newestFirst = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      newestFirst.add(made(local, day, "full").id());
    }
    for (int i = 0; i < 20; i++) {
      Selection.Chosen chosen = choose(rules(Pick.RANDOM, null));
      Selection.Draw draw = Objects.requireNonNull(chosen.draw());
      assertThat(draw.of()).isEqualTo(7);
      assertThat(chosen.set().id())
          .isEqualTo(newestFirst.get(new Random(draw.seed()).nextInt(draw.of())));
    }
  }

  @Test
  void randomReachesEverySetOfTheWindowAndNoOther() {
    Set<String> expected = new HashSet<>();
    for (int day = 0; day < 10; day++) {
      KnownSet set = made(local, day, "full");
      if (day <= 7) {
        expected.add(set.id());
      }
    }
    marked(made(local, 11, "full"), Mark.Kind.BROKEN);
    Set<String> seen = new HashSet<>();
    RestoreRules week = rules(Pick.RANDOM, null, null, Duration.ofDays(7), null);
    for (int i = 0; i < 120; i++) {
      seen.add(choose(week).set().id());
    }

    assertThat(seen).isEqualTo(expected);
    RestoreRules any = rules(Pick.RANDOM, null);
    for (int i = 0; i < 120; i++) {
      seen.add(choose(any).set().id());
    }
    assertThat(seen).as("all but the broken one").hasSize(10);
    assertRefused(
        "R715",
        "random within",
        () -> choose(rules(Pick.RANDOM, null, null, Duration.ofDays(7), "index")));
  }

  @Test
  void aSetIsNamedByIdStampOrTheBeginningOfOne() {
    KnownSet old = made(local, 3, "full");
    made(local, 2, "full");

    assertThat(choose(rules(Pick.ARGUMENT, old.id())).set().id()).isEqualTo(old.id());
    assertThat(choose(rules(Pick.ARGUMENT, old.manifest().made().stamp())).set().id())
        .isEqualTo(old.id());
    assertThat(choose(rules(Pick.LATEST, "20260210")).set().id()).isEqualTo(old.id());
    assertRefused("R716", "may mean", () -> choose(rules(Pick.ARGUMENT, "202602")));
    assertRefused("R715", "`2025`", () -> choose(rules(Pick.ARGUMENT, "2025")));
    assertRefused("R718", "../x", () -> choose(rules(Pick.ARGUMENT, "../x")));
    assertRefused("R718", "which set", () -> choose(rules(Pick.ARGUMENT, null)));
  }

  @Test
  void aTypeNarrowsTheChoice() {
    made(local, 1, "full");
    KnownSet index = made(local, 2, "index");

    assertThat(choose(rules(Pick.ARGUMENT, "latest:index")).set().id()).isEqualTo(index.id());
    assertThat(choose(rules(Pick.LATEST, null, null, null, "index")).set().id())
        .isEqualTo(index.id());
    assertRefused(
        "R715",
        "latest-verified of type `index`",
        () -> choose(rules(Pick.LATEST, "latest-verified:index")));
  }

  @Test
  void aBrokenSetIsNotTakenEvenByName() {
    KnownSet broken = made(local, 1, "full");
    marked(broken, Mark.Kind.BROKEN);

    assertRefused(
        "R715", "run-9: row counts differ", () -> choose(rules(Pick.ARGUMENT, broken.id())));

    made(remote, 1, "full");
    Chosen copy = choose(rules(Pick.ARGUMENT, broken.id()));
    assertThat(copy.set().level()).as("the copy in the next store is not").isEqualTo(Level.WRITTEN);
    assertThat(copy.notes()).singleElement().asString().contains("is broken");
  }

  @Test
  void theFirstStoreThatHasOneWinsAndALostStoreIsNamed() {
    KnownSet near = made(local, 2, "full");
    KnownSet far = made(remote, 1, "full");

    assertThat(choose(rules(Pick.LATEST, null)).set().id()).isEqualTo(near.id());

    SetCatalog lost = Fixtures.catalog(LAYOUT, FailingWriter.crash(local.access(), 1));
    Chosen chosen =
        new Selection(rules(Pick.LATEST, null), Fixtures.clock(), random)
            .choose(List.of(lost, catalog(remote)));
    assertThat(chosen.set().id()).isEqualTo(far.id());
    assertThat(chosen.notes()).singleElement().asString().contains("could not be listed");
  }

  @Test
  void whenThereIsNoneItSaysWhatThereIs() {
    assertRefused("R715", "backstay list", () -> choose(rules(Pick.LATEST, null)));
    for (int day = 1; day < 8; day++) {
      made(local, day, "full");
    }
    assertRefused(
        "R715", "and 2 more", () -> choose(rules(Pick.LATEST, null, null, null, "index")));
  }
}
