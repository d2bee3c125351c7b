package io.backstay.set;

import static io.backstay.program.RetentionRules.Pick.EVERY;
import static io.backstay.program.RetentionRules.Pick.FIRST_OF_DAY;
import static io.backstay.program.RetentionRules.Pick.FIRST_OF_MONTH;
import static io.backstay.program.RetentionRules.Pick.LAST_OF_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.RetentionRules;
import io.backstay.program.RetentionRules.Pick;
import io.backstay.program.RetentionRules.Tier;
import io.backstay.set.Retention.Circumstances;
import io.backstay.set.Retention.Decision;
import io.backstay.set.Retention.Subject;
import io.backstay.set.Retention.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-02-13T03:04:00Z");
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Circumstances NORMAL = new Circumstances(NOW, ROME, false);

  private static RetentionRules keep(@Nullable String duration, @Nullable Integer most) {
    return rules(duration == null ? null : Duration.parse(duration), most, List.of(), 1, 1.0);
  }

  private static RetentionRules tier(Pick pick, int days) {
    List<Tier> tiers = List.of(new Tier("long", pick, Duration.ofDays(days)));
    return rules(null, null, tiers, 1, 1.0);
  }

  private static RetentionRules rules(
      @Nullable Duration keep, @Nullable Integer most, List<Tier> tiers, int min, double share) {
    return new RetentionRules(keep, most, tiers, min, 1, share, Map.of());
  }

  private static Subject set(String at) {
    return set(at, Level.WRITTEN);
  }

  private static Subject set(String at, Level level) {
    return new Subject(at, Instant.parse(at), "full", null, level, null, false);
  }

  private static Subject on(Subject base, String at) {
    return new Subject(at, Instant.parse(at), "incremental", base.id(), Level.WRITTEN, null, false);
  }

  /** One set a day at 02:00, today's first. */
  private static List<Subject> daily(int days) {
    List<Subject> sets = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      Instant at = Instant.parse("2026-02-13T02:00:00Z").minus(Duration.ofDays(day));
      sets.add(set(at.toString()));
    }
    return sets;
  }

  private static List<String> deleted(RetentionRules rules, Subject... sets) {
    return deleted(rules, Arrays.asList(sets));
  }

  private static List<String> deleted(RetentionRules rules, List<Subject> sets) {
    Decision decision = Retention.decide(sets, rules, NORMAL);
    assertThat(decision.frozen()).isNull();
    assertThat(decision.keep().size() + decision.delete().size()).isEqualTo(sets.size());
    return decision.delete().stream().map(Verdict::id).toList();
  }

  private static List<String> kept(RetentionRules rules, List<Subject> sets) {
    return Retention.decide(sets, rules, NORMAL).keep().stream()
        .map(v -> v.id().substring(0, 10))
        .toList();
  }

  @Test
  void wholeDaysAreComparedAsDays() {
    List<Subject> sets = daily(9);

    assertThat(deleted(keep("P7D", null), sets)).containsExactly("2026-02-05T02:00:00Z");
    assertThat(deleted(keep("PT180H", null), sets))
        .as("hours are compared as hours")
        .containsExactly("2026-02-05T02:00:00Z");
    assertThat(deleted(keep("PT168H", null), sets))
        .as("168 h are seven days")
        .containsExactly("2026-02-05T02:00:00Z");
    assertThat(deleted(keep("PT12H", null), sets)).hasSize(8);
  }

  @Test
  void withoutRulesEverythingStays() {
    assertThat(deleted(keep(null, null), daily(500))).isEmpty();
    Decision decision = Retention.decide(daily(1), keep(null, null), NORMAL);
    assertThat(decision.keep().getFirst().reasons()).contains("no rule removes it");
  }

  @Test
  void reasonsAreToldBothWays() {
    Decision decision = Retention.decide(daily(9), keep("P7D", 4), NORMAL);

    assertThat(decision.keep().getFirst().reasons()).containsExactly("keep 7d", "guard keep-min");
    assertThat(decision.delete().getFirst().reasons()).containsExactly("8 d old, no rule keeps it");
    assertThat(decision.delete()).extracting(Verdict::at).isSorted();
    assertThat(decision.wouldDelete()).isEqualTo(decision.delete());
  }

  @Test
  void maxCountCapsWhatKeepKeepsAndCountsOnlyWhatCouldBeRestored() {
    assertThat(kept(keep("P30D", 3), daily(9)))
        .containsExactly("2026-02-13", "2026-02-12", "2026-02-11");
    assertThat(kept(keep(null, 2), daily(9))).containsExactly("2026-02-13", "2026-02-12");
    List<Subject> sets = daily(4);
    sets.set(0, set("2026-02-13T02:00:00Z", Level.BROKEN));

    assertThat(kept(keep("P30D", 2), sets))
        .containsExactly("2026-02-13", "2026-02-12", "2026-02-11");
    assertThat(kept(keep(null, 2), sets)).containsExactly("2026-02-12", "2026-02-11");
  }

  @Test
  void aCapNeverCutsTiersPinsOrTheGuard() {
    RetentionRules rules =
        rules(
            Duration.ofDays(30),
            1,
            List.of(new Tier("monthly", FIRST_OF_MONTH, Duration.ofDays(180))),
            3,
            1.0);
    List<Subject> sets = daily(20);
    Instant pinned = Instant.parse("2026-02-05T02:00:00Z");
    sets.set(8, new Subject("pin", pinned, "full", null, Level.WRITTEN, "before the move", false));
    Instant used = Instant.parse("2026-02-04T02:00:00Z");
    sets.set(9, new Subject("use", used, "full", null, Level.WRITTEN, null, true));

    Decision decision = Retention.decide(sets, rules, NORMAL);

    assertThat(decision.keep())
        .extracting(v -> v.id().length() > 3 ? v.id().substring(5, 10) : v.id())
        .containsExactly("02-13", "02-12", "02-11", "pin", "use", "02-01", "01-25");
    assertThat(decision.keep().get(3).reasons()).containsExactly("pinned: before the move");
    assertThat(decision.keep().get(4).reasons()).containsExactly("in use");
    assertThat(decision.keep().get(5).reasons()).containsExactly("tier monthly 180d");
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST_OF_MONTH, 2026-01-01 2026-02-01 2026-02-13",
    "LAST_OF_MONTH, 2025-12-31 2026-01-31 2026-02-13",
    "FIRST_OF_YEAR, 2026-01-01 2026-02-13",
    "LAST_OF_YEAR, 2025-12-31 2026-02-13",
    "FIRST_OF_WEEK, 2026-01-19 2026-01-26 2026-02-02 2026-02-09 2026-02-13",
    "LAST_OF_WEEK, 2026-01-18 2026-01-25 2026-02-01 2026-02-08 2026-02-13"
  })
  void tiersPickFromTheCalendar(Pick pick, String expected) {
    int days = pick.name().endsWith("WEEK") ? 26 : 45;

    List<String> kept = kept(tier(pick, days), daily(60));

    assertThat(kept.reversed()).containsExactly(expected.split(" "));
  }

  @Test
  void aDayIsADayOfThePlansZone() {
    // 23:30 UTC is half past midnight in Rome, so the first of the next day.
    Subject evening = set("2026-02-10T21:00:00Z");
    Subject night = set("2026-02-10T23:30:00Z");
    Subject morning = set("2026-02-11T08:00:00Z");
    Subject newest = set("2026-02-13T02:00:00Z");

    assertThat(deleted(tier(FIRST_OF_DAY, 30), evening, night, morning, newest))
        .containsExactly(morning.id());
    assertThat(deleted(tier(LAST_OF_DAY, 30), evening, night, morning, newest))
        .containsExactly(night.id());
    assertThat(deleted(tier(EVERY, 1), evening, night, morning, newest))
        .containsExactly(evening.id(), night.id());
  }

  @Test
  void aTierNeverPicksABrokenSet() {
    Subject broken = set("2026-02-01T02:00:00Z", Level.BROKEN);
    Subject good = set("2026-02-02T02:00:00Z");
    Subject newest = set("2026-02-13T02:00:00Z");

    assertThat(deleted(tier(FIRST_OF_MONTH, 30), broken, good, newest))
        .containsExactly(broken.id());
  }

  @Test
  void typesWithRulesOfTheirOwnAreJudgedByThem() {
    Subject old = set("2026-02-01T02:00:00Z");
    Subject migration =
        new Subject(
            "m", Instant.parse("2026-02-01T03:00:00Z"), "pre", null, Level.WRITTEN, null, false);
    Subject newest = set("2026-02-13T02:00:00Z");
    RetentionRules base = keep("P7D", null);
    RetentionRules rules =
        new RetentionRules(
            base.keep(), null, List.of(), 1, 1, 1.0, Map.of("pre", keep("P30D", null)));

    assertThat(deleted(rules, old, migration, newest)).containsExactly(old.id());
  }

  @Test
  void neverFewerThanTheGuardAllowsWhateverTheirAge() {
    List<Subject> sets = daily(10).subList(5, 10);

    assertThat(deleted(rules(Duration.ofDays(1), null, List.of(), 3, 1.0), sets)).hasSize(2);
    assertThat(deleted(rules(Duration.ofDays(1), null, List.of(), 0, 1.0), sets))
        .as("a prune never leaves nothing, even if the plan says so")
        .hasSize(4);
  }

  @Test
  void brokenSetsDoNotCountForTheGuard() {
    List<Subject> sets = daily(6);
    sets.set(0, set("2026-02-13T02:00:00Z", Level.BROKEN));
    sets.set(1, set("2026-02-12T02:00:00Z", Level.BROKEN));

    assertThat(deleted(rules(Duration.ofHours(1), null, List.of(), 2, 1.0), sets))
        .containsExactly(
            "2026-02-08T02:00:00Z",
            "2026-02-09T02:00:00Z",
            "2026-02-12T02:00:00Z",
            "2026-02-13T02:00:00Z");
  }

  @Test
  void theNewestProvenSetStaysHoweverOld() {
    Subject readable = set("2025-02-01T02:00:00Z", Level.RESTORED);
    Subject intact = set("2025-03-01T02:00:00Z", Level.INTACT);
    Subject written = set("2025-04-01T02:00:00Z");
    Subject newest = set("2026-02-13T02:00:00Z");

    assertThat(deleted(keep("P7D", null), readable, intact, written, newest))
        .containsExactly(written.id());
  }

  @Test
  void theLastOfATypeStaysHoweverManyThereAreOfOthers() {
    Subject intact = set("2025-02-01T02:00:00Z", Level.INTACT);
    Subject older = set("2025-03-01T02:00:00Z");
    Subject whole = set("2025-04-01T02:00:00Z");
    List<Subject> sets = new ArrayList<>(List.of(intact, older, whole));
    for (Subject one : daily(5)) {
      sets.add(new Subject(one.id(), one.at(), "index", null, Level.READABLE, null, false));
    }

    assertThat(deleted(rules(Duration.ofDays(3), null, List.of(), 3, 1.0), sets))
        .containsExactly(older.id(), sets.getLast().id());
  }

  @Test
  void theBaseOfWhatStaysStays() {
    Subject base = set("2026-01-01T02:00:00Z");
    Subject middle = on(base, "2026-01-02T02:00:00Z");
    Subject unused = set("2026-01-03T02:00:00Z");
    Subject top = on(middle, "2026-02-12T02:00:00Z");
    Subject newest = set("2026-02-13T02:00:00Z");

    Decision decision =
        Retention.decide(List.of(base, middle, unused, top, newest), keep("P7D", null), NORMAL);

    assertThat(decision.delete()).extracting(Verdict::id).containsExactly(unused.id());
    assertThat(decision.keep().getLast().reasons()).containsExactly("base of " + middle.id());
  }

  @Test
  void anIncrementalWithoutItsBaseDoesNotCount() {
    Subject lost =
        new Subject(
            "lost",
            Instant.parse("2026-02-12T02:00:00Z"),
            "incremental",
            "gone",
            Level.READABLE,
            null,
            false);
    Subject brokenBase = set("2026-02-10T02:00:00Z", Level.BROKEN);
    Subject onBroken =
        new Subject(
            "on-broken",
            Instant.parse("2026-02-11T02:00:00Z"),
            "incremental",
            brokenBase.id(),
            Level.READABLE,
            null,
            false);
    Subject old = set("2026-01-02T02:00:00Z", Level.READABLE);
    RetentionRules rules = rules(Duration.ofHours(1), null, List.of(), 1, 1.0);

    assertThat(deleted(rules, lost, brokenBase, onBroken, old)).doesNotContain(old.id());
    Subject circle =
        new Subject(
            "c", Instant.parse("2026-02-12T03:00:00Z"), "x", "c", Level.READABLE, null, false);
    assertThat(deleted(rules, circle, old)).containsExactly("c");
    Subject used =
        new Subject(
            "c", Instant.parse("2026-02-12T03:00:00Z"), "x", "c", Level.READABLE, null, true);
    assertThat(deleted(rules, used, old)).isEmpty();
  }

  private static String because(Decision decision) {
    return Objects.requireNonNull(decision.frozen()).because();
  }

  @Test
  void tooLargeAPruneIsRefusedAsAWhole() {
    RetentionRules rules = rules(Duration.ofDays(7), null, List.of(), 1, 0.25);

    Decision refused = Retention.decide(daily(12), rules, NORMAL);
    assertThat(because(refused)).isEqualTo("4 of 12 sets would go, and max-prune 25% allows 3");
    assertThat(refused.delete()).isEmpty();
    assertThat(refused.wouldDelete()).hasSize(4);

    assertThat(deleted(rules, daily(10))).hasSize(2);
    assertThat(deleted(rules(Duration.ofDays(1), null, List.of(), 1, 0.0), daily(3)))
        .as("one may always go")
        .hasSize(1);
  }

  @Test
  void afterAFailedRunNothingIsDeleted() {
    Circumstances failed = new Circumstances(NOW, ROME, true);

    Decision decision = Retention.decide(daily(9), keep("P7D", null), failed);

    assertThat(because(decision)).isEqualTo("the newest run has failed");
    assertThat(decision.delete()).isEmpty();
    assertThat(Retention.decide(daily(2), keep("P7D", null), failed).frozen())
        .as("nothing would be deleted anyway")
        .isNull();
  }

  @Test
  void aClockThatWentBackDeletesNothing() {
    Circumstances early = new Circumstances(NOW.minus(Duration.ofDays(1)), ROME, false);

    Decision decision = Retention.decide(daily(20), keep("P7D", null), early);

    assertThat(because(decision)).contains("future").contains("2026-02-13");
    assertThat(decision.delete()).isEmpty();
  }

  @Test
  void aClockThatJumpedAheadDeletesNothingUntilManyRunsAgree() {
    List<Subject> sets = daily(20);
    for (int run = 0; run < 12; run++) {
      Instant later = NOW.plus(Duration.ofDays(3650 + run));
      sets.add(set(later.toString()));

      Decision decision =
          Retention.decide(sets, keep("P7D", null), new Circumstances(later, ROME, false));

      assertThat(decision.frozen() == null).as("run %d", run).isEqualTo(run >= 9);
    }
  }
}
