package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.RetentionRules;
import io.backstay.program.RetentionRules.Pick;
import io.backstay.program.RetentionRules.Tier;
import io.backstay.set.Copies.Copy;
import io.backstay.set.Copies.Due;
import io.backstay.spi.StoreRef;
import io.backstay.testing.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sets tiers want elsewhere, and which have to stay until they are there. */
class CopiesTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final StoreRef SHELF = new StoreRef("shelf");

  @TempDir Path stage;
  private final MemoryStore local = new MemoryStore("local");
  private final MemoryStore shelf = new MemoryStore("local");

  private KnownSet made(MemoryStore store, String day, String suffix) {
    return Fixtures.publish(store, stage, Instant.parse(day + "T11:00:00Z"), suffix, "full");
  }

  private static List<KnownSet> listed(MemoryStore store) {
    SetLayout layout = Fixtures.layout("x/", "metadata.json", null);
    return Fixtures.catalog(layout, store.access()).inspect().sets();
  }

  private static RetentionRules tier(Pick pick, int days) {
    Tier tier = new Tier("long", pick, Duration.ofDays(days), SHELF, null);
    return new RetentionRules(Duration.ofDays(7), null, List.of(tier), 1, 1, 1.0, Map.of());
  }

  private Due due(RetentionRules rules, String run) {
    Map<String, List<KnownSet>> stores = new LinkedHashMap<>();
    stores.put("local", listed(local));
    stores.put("shelf", listed(shelf));
    return Copies.due(stores, rules, new Copies.Moment(NOW, ROME, run));
  }

  private Due due(Pick pick, int days) {
    return due(tier(pick, days), "none");
  }

  private static List<String> copied(Due due) {
    return due.copies().stream().map(copy -> copy.set().id()).toList();
  }

  @Test
  void theLastOfAPeriodIsCopiedWhenThePeriodIsOver() {
    made(local, "2026-01-10", "aaaa");
    KnownSet last = made(local, "2026-01-31", "bbbb");
    KnownSet newest = made(local, "2026-02-01", "cccc");

    Due due = due(Pick.LAST_OF_MONTH, 90);

    Copy copy = due.copies().getFirst();
    assertThat(copied(due)).containsExactly(last.id());
    assertThat(copy.from()).isEqualTo("local");
    assertThat(copy.to()).isEqualTo("shelf");
    assertThat(due.awaited())
        .containsExactly(
            Map.entry(newest.id(), "tier long wants it in shelf, when its period is over"));
  }

  @Test
  void theFirstOfAPeriodIsCopiedAtOnceAndStandsForItWhenItIsGoneWhereItWasMade() {
    KnownSet first = made(local, "2026-01-05", "aaaa");
    made(local, "2026-01-31", "bbbb");
    assertThat(copied(due(Pick.FIRST_OF_MONTH, 90))).containsExactly(first.id());

    made(shelf, "2026-01-05", "aaaa");
    assertThat(due(Pick.FIRST_OF_MONTH, 90)).isEqualTo(new Due(List.of(), Map.of()));
    local.objects().keySet().removeIf(key -> key.contains(first.id()));

    assertThat(due(Pick.FIRST_OF_MONTH, 90)).isEqualTo(new Due(List.of(), Map.of()));
  }

  @Test
  void whatNoTierKeepsAnyLongerIsNotCopied() {
    made(local, "2026-01-05", "aaaa");

    assertThat(due(Pick.EVERY, 26).awaited()).isEmpty();
    assertThat(copied(due(Pick.EVERY, 26))).isEmpty();
    assertThat(copied(due(Pick.EVERY, 27))).hasSize(1);
  }

  @Test
  void theSetOfTheRunThatDecidesWaitsForTheNext() {
    KnownSet own = made(local, "2026-02-01", "aaaa");

    Due due = due(tier(Pick.EVERY, 90), own.id());

    assertThat(due.copies()).isEmpty();
    assertThat(due.awaited()).containsOnlyKeys(own.id());
  }

  @Test
  void aSetThatCannotBeReliedOnIsNotPicked() {
    KnownSet whole = made(local, "2026-01-30", "aaaa");
    KnownSet hollow = made(local, "2026-01-31", "bbbb");
    local.objects().remove(hollow.manifest().path() + "notes.txt");

    assertThat(copied(due(Pick.LAST_OF_MONTH, 90))).containsExactly(whole.id());
  }

  @Test
  void aCopyThatCannotBeReliedOnKeepsTheSetWhereItIs() {
    KnownSet set = made(local, "2026-01-31", "aaaa");
    KnownSet copy = made(shelf, "2026-01-31", "aaaa");
    shelf.objects().remove(copy.manifest().path() + "notes.txt");

    Due due = due(Pick.LAST_OF_MONTH, 90);

    assertThat(due.copies()).isEmpty();
    assertThat(due.awaited())
        .containsExactly(
            Map.entry(
                set.id(), "tier long wants it in shelf, and what is there cannot be relied on"));
  }

  @Test
  void aDoubtedClockCopiesNothingAndLetsNothingGo() {
    made(local, "2026-01-05", "aaaa");
    made(local, "2026-03-05", "bbbb");

    Due due = due(Pick.FIRST_OF_MONTH, 90);

    assertThat(due.copies()).isEmpty();
    assertThat(due.awaited()).hasSize(2);
  }

  @Test
  void whereTheOtherStoreIsNotKnownEverythingItWantsStays() {
    made(local, "2026-01-05", "aaaa");

    Due due =
        Copies.due(
            Map.of("local", listed(local)),
            tier(Pick.EVERY, 90),
            new Copies.Moment(NOW, ROME, "none"));

    assertThat(due.copies()).isEmpty();
    assertThat(due.awaited()).hasSize(1);
  }

  @Test
  void retentionKeepsWhatIsAwaitedAndHoldsCopiesToTheirTier() {
    made(local, "2025-12-31", "aaaa");
    KnownSet newest = made(local, "2026-02-01", "bbbb");
    RetentionRules rules = tier(Pick.LAST_OF_MONTH, 90);
    Due due = due(rules, "none");
    List<Retention.Subject> here = subjects(listed(local));

    Map<String, String> held = Map.of(here.getLast().id(), "wanted elsewhere");
    assertThat(goes(here, rules, "local", held)).isEmpty();
    assertThat(goes(here, rules, "local", Map.of())).hasSize(1).doesNotContain(newest.id());
    List<Retention.Subject> there = new ArrayList<>(Copies.with(List.of(), "shelf", due));
    assertThat(there).hasSize(1);
    there.add(subjects(List.of(made(shelf, "2025-10-31", "cccc"))).getFirst());
    assertThat(goes(there, rules, "shelf", Map.of())).containsExactly("20251031_110000-cccc");
  }

  private static List<Retention.Subject> subjects(List<KnownSet> sets) {
    return sets.stream().map(set -> set.subject(false, NOW)).toList();
  }

  private static List<String> goes(
      List<Retention.Subject> sets, RetentionRules rules, String store, Map<String, String> held) {
    var circumstances = new Retention.Circumstances(NOW, ROME, false, held);
    return Retention.decide(sets, rules.in(store), circumstances).delete().stream()
        .map(Retention.Verdict::id)
        .toList();
  }
}
