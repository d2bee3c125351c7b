package io.backstay.survey;

import io.backstay.expr.Human;
import io.backstay.program.Preview;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.set.KnownSet;
import io.backstay.set.Selection;
import io.backstay.set.SetCatalog;
import io.backstay.set.Trust;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding.Status;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The set a Restore would take, or why it would find none.
 *
 * @param set the set; empty for a Backup, and when there is none
 * @param store where it is; empty when there is none
 * @param trouble why there is none; null when nothing is wrong
 * @param maker the Backup that makes it before; null when it is there, or should be
 */
record Target(
    Optional<KnownSet> set, String store, @Nullable Failure trouble, @Nullable String maker) {
  private static final Target NONE = new Target(Optional.empty(), "", null, null);

  static Target of(Program program, Look look, Trust trust) {
    RestoreRules rules = program.restore();
    if (rules == null || program.choosesLater()) {
      return NONE;
    }
    if (rules.pick() == RestoreRules.Pick.FRESH) {
      return new Target(Optional.empty(), "", null, program.plan().backup());
    }
    List<SetCatalog> catalogs =
        rules.from().stream()
            .map(ref -> (Store) program.resource(Ref.of(ref)))
            .map(store -> Stock.catalog(program, store, look, trust))
            .toList();
    try {
      KnownSet set = new Selection(rules, look.clock(), new Random()).choose(catalogs).set();
      return new Target(Optional.of(set), set.manifest().store(), null, null);
    } catch (Failure none) {
      return new Target(Optional.empty(), "", none, null);
    }
  }

  List<Preview.Look> looks(Instant now) {
    Failure failure = trouble;
    if (failure != null) {
      return List.of(look(Status.FAIL, failure.message(), failure.help()));
    }
    if (maker != null) {
      String says = "the one that the Backup `%s` makes before".formatted(maker);
      return List.of(look(Status.UNCHECKED, says, null));
    }
    return set.map(found -> List.of(look(Status.OK, says(found, now), null))).orElse(List.of());
  }

  private String says(KnownSet found, Instant now) {
    Duration age = Duration.between(found.manifest().made().startedAt(), now);
    String proven = Human.age(Duration.between(found.provenAt(), now));
    return "%s from %s, made %s ago, %s %s ago"
        .formatted(found.id(), store, Human.age(age), found.level(), proven);
  }

  private static Preview.Look look(Status status, String summary, @Nullable String help) {
    return new Preview.Look("set", status, summary, help, Facts.NONE.values());
  }
}
