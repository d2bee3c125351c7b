package io.backstay.set;

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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Plays histories of a plan: runs that make sets, prove them, break, fail, prune, while the clock
 * jumps by up to ten years either way. After every prune what may never be lost must be there.
 */
class RetentionPropertyTest {
  private static final int HISTORIES = 100_000;
  private static final List<Pick> PICKS = List.of(Pick.values());
  private static final List<Level> LEVELS = List.of(Level.values());
  private static final List<ZoneId> ZONES =
      Stream.of("UTC", "Europe/Rome", "Pacific/Chatham").map(ZoneId::of).toList();

  @Test
  void whateverHappensWhatMayNotBeLostIsNotLost() {
    int deleted = 0;
    int frozen = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      History history = new History(new Random(seed));
      int steps = 2 + history.random.nextInt(5);
      for (int step = 0; step < steps; step++) {
        Decision decision = history.run();
        try {
          history.check(decision);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", step " + step, e);
        }
        deleted += decision.delete().size();
        frozen += decision.frozen() == null ? 0 : 1;
        history.apply(decision);
      }
    }
    assertThat(deleted).as("the histories do prune").isGreaterThan(HISTORIES / 2);
    assertThat(frozen).as("and sometimes must not").isGreaterThan(HISTORIES / 10);
  }

  private static final class History {
    private final Random random;
    private final RetentionRules rules;
    private final ZoneId zone;
    private final Map<String, Subject> sets = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T02:00:00Z");
    private int made;
    private boolean failed;

    History(Random random) {
      this.random = random;
      this.zone = ZONES.get(random.nextInt(ZONES.size()));
      this.rules = anyRules(Map.of("incremental", anyRules(Map.of())));
      int first = random.nextInt(12);
      for (int i = 0; i < first; i++) {
        make();
      }
    }

    private RetentionRules anyRules(Map<String, RetentionRules> types) {
      List<Tier> tiers = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        Pick pick = PICKS.get(random.nextInt(PICKS.size()));
        tiers.add(new Tier("t" + i, pick, Duration.ofDays(random.nextInt(400))));
      }
      return new RetentionRules(
          random.nextBoolean() ? Duration.ofHours(random.nextInt(600)) : null,
          random.nextInt(3) == 0 ? random.nextInt(6) : null,
          tiers,
          random.nextInt(5),
          random.nextInt(3),
          random.nextInt(4) == 0 ? 1.0 : random.nextDouble(),
          types);
    }

    private Decision run() {
      now = now.plus(leap());
      failed = random.nextInt(10) == 0;
      if (!failed) {
        make();
      }
      if (random.nextInt(6) == 0) {
        breakOne();
      }
      return Retention.decide(
          List.copyOf(sets.values()), rules, new Circumstances(now, zone, failed));
    }

    private Duration leap() {
      return switch (random.nextInt(25)) {
        case 0 -> Duration.ofDays(random.nextInt(3650));
        case 1 -> Duration.ofDays(-random.nextInt(3650));
        default -> Duration.ofMinutes(random.nextInt(60 * 24 * 4));
      };
    }

    private void make() {
      String id = "set-" + made++;
      boolean incremental = !sets.isEmpty() && random.nextInt(3) == 0;
      List<String> bases = List.copyOf(sets.keySet());
      String base = incremental ? bases.get(random.nextInt(bases.size())) : null;
      Level level = LEVELS.get(random.nextInt(LEVELS.size()));
      @Nullable String pin = random.nextInt(20) == 0 ? "pinned" : null;
      String type = incremental ? "incremental" : random.nextInt(3) == 0 ? "index" : "full";
      sets.put(id, new Subject(id, now, type, base, level, pin, random.nextInt(20) == 0));
      now = now.plus(Duration.ofHours(random.nextInt(48)));
    }

    private void breakOne() {
      List<Subject> all = List.copyOf(sets.values());
      if (!all.isEmpty()) {
        Subject s = all.get(random.nextInt(all.size()));
        sets.put(
            s.id(),
            new Subject(s.id(), s.at(), s.type(), s.base(), Level.BROKEN, s.pin(), s.inUse()));
      }
    }

    private void check(Decision decision) {
      Set<String> left = ids(decision.keep());
      require(!implausible() || decision.delete().isEmpty(), "pruned by a clock that has jumped");
      if (decision.frozen() != null) {
        require(decision.delete().isEmpty(), "frozen, and still something goes");
        return;
      }
      Set<String> gone = ids(decision.delete());
      require(!failed || gone.isEmpty(), "pruned after a failure");
      require(Collections.disjoint(left, gone), "kept and deleted");
      require(left.size() + gone.size() == sets.size(), "not every set was judged");
      int most = Math.max(1, (int) (rules.maxPruneFraction() * sets.size()));
      require(gone.size() <= most, "more than max-prune");
      requireFloor(left, rules.keepMin(), Level.WRITTEN, s -> s.base() == null);
      requireFloor(left, rules.keepVerified(), Level.READABLE, s -> true);
      requireFloor(left, 1, Level.INTACT, s -> true);
      for (String type : severalTypes()) {
        requireFloor(left, 1, Level.WRITTEN, s -> s.base() == null && s.type().equals(type));
        requireFloor(left, 1, Level.INTACT, s -> s.base() == null && s.type().equals(type));
      }
      for (Subject set : sets.values()) {
        boolean held = set.pin() != null || set.inUse();
        require(!held || left.contains(set.id()), "pinned or in use, and gone");
        boolean base = set.base() != null && sets.containsKey(set.base());
        require(!base || !left.contains(set.id()) || left.contains(set.base()), "lost its base");
      }
    }

    /** Types of sets that stand alone, when there is more than one. */
    private List<String> severalTypes() {
      List<String> types =
          sets.values().stream()
              .filter(s -> s.base() == null)
              .map(Subject::type)
              .distinct()
              .toList();
      return types.size() > 1 ? types : List.of();
    }

    /** The newest set is of the future, or more than a year and a month older than now. */
    private boolean implausible() {
      Instant newest =
          sets.values().stream().map(Subject::at).max(Comparator.naturalOrder()).orElse(now);
      Duration gap = Duration.between(newest, now);
      return gap.compareTo(Duration.ofMinutes(-5)) < 0 || gap.compareTo(Duration.ofDays(400)) > 0;
    }

    private static void require(boolean holds, String otherwise) {
      if (!holds) {
        throw new AssertionError(otherwise);
      }
    }

    /** The newest sets that are whole and proven so far all stay. */
    private void requireFloor(Set<String> left, int count, Level level, Predicate<Subject> which) {
      List<Subject> newest = new ArrayList<>();
      for (Subject set : sets.values()) {
        if (set.level().atLeast(level) && whole(set) && which.test(set)) {
          newest.add(set);
        }
      }
      newest.sort(Comparator.comparing(Subject::at).thenComparing(Subject::id).reversed());
      for (Subject set : newest.subList(0, Math.min(newest.size(), Math.max(1, count)))) {
        require(left.contains(set.id()), "below the floor of " + level);
      }
    }

    private boolean whole(Subject set) {
      Set<String> seen = new HashSet<>();
      for (Subject s = set; s != null; s = s.base() == null ? null : sets.get(s.base())) {
        if (s.level() == Level.BROKEN || !seen.add(s.id())) {
          return false;
        }
        if (s.base() == null) {
          return true;
        }
      }
      return false;
    }

    private void apply(Decision decision) {
      decision.delete().forEach(v -> sets.remove(v.id()));
    }

    private static Set<String> ids(List<Verdict> verdicts) {
      return verdicts.stream().map(Verdict::id).collect(Collectors.toSet());
    }
  }
}
