package io.backstay.set;

import io.backstay.program.RetentionRules;
import io.backstay.set.Retention.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps what is never deleted, whatever the rules say. */
final class Floors {
  private final RetentionRules rules;
  private final List<Subject> newestFirst;
  private final Reasons reasons;
  private final Map<String, Subject> byId = new HashMap<>();

  Floors(RetentionRules rules, List<Subject> newestFirst, Reasons reasons) {
    this.rules = rules;
    this.newestFirst = newestFirst;
    this.reasons = reasons;
    newestFirst.forEach(set -> byId.put(set.id(), set));
  }

  void apply() {
    newest(rules.keepMin(), Floors::alone, "guard keep-min");
    newest(rules.keepVerified(), proven(Level.READABLE), "guard keep-verified");
    newest(1, proven(Level.INTACT), "newest intact");
    everyType();
    for (Subject set : newestFirst) {
      if (set.pin() != null) {
        reasons.keep(set, "pinned: " + set.pin());
      }
      if (set.inUse()) {
        reasons.keep(set, "in use");
      }
    }
    newestFirst.stream().filter(reasons::keeps).toList().forEach(this::keepBases);
  }

  /**
   * However many sets of one type there are, they hold nothing of what only another type holds: the
   * last whole backup must not go because enough backups of a part are there.
   */
  private void everyType() {
    List<String> types =
        newestFirst.stream().filter(Floors::alone).map(Subject::type).distinct().toList();
    if (types.size() > 1) {
      for (String type : types) {
        Predicate<Subject> same = set -> alone(set) && set.type().equals(type);
        newest(1, same, "newest of type " + type);
        newest(1, same.and(proven(Level.INTACT)), "newest intact of type " + type);
      }
    }
  }

  private static boolean alone(Subject set) {
    return set.base() == null;
  }

  /** At least one, even where a plan says none: a prune never leaves nothing to restore. */
  private void newest(int count, Predicate<Subject> which, String why) {
    newestFirst.stream()
        .filter(set -> which.test(set) && whole(set))
        .limit(Math.max(1, count))
        .forEach(set -> reasons.keep(set, why));
  }

  private static Predicate<Subject> proven(Level level) {
    return set -> set.level().atLeast(level);
  }

  /** Whether it could be restored: neither it nor anything it builds on is broken or missing. */
  private boolean whole(Subject set) {
    Set<String> seen = new HashSet<>();
    @Nullable Subject link = set;
    while (link != null && link.restorable() && seen.add(link.id())) {
      String base = link.base();
      if (base == null) {
        return true;
      }
      link = byId.get(base);
    }
    return false;
  }

  private void keepBases(Subject set) {
    String base = set.base();
    Subject below = base == null ? null : byId.get(base);
    if (below != null) {
      boolean known = reasons.keeps(below);
      reasons.keep(below, "base of " + set.id());
      if (!known) {
        keepBases(below);
      }
    }
  }
}
