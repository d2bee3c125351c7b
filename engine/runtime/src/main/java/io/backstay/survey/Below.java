package io.backstay.survey;

import io.backstay.expr.Human;
import io.backstay.program.Preview;
import io.backstay.program.Program;
import io.backstay.set.KnownSet;
import io.backstay.spi.Finding.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The set a run would build on, if it is to build on one.
 *
 * @param program what would run
 * @param stock what there is
 * @param now the time
 */
record Below(Program program, Stock stock, Instant now) {
  List<Preview.Look> looks() {
    String type = program.sets().base();
    if (type == null) {
      return List.of();
    }
    Optional<KnownSet> newest =
        stock.all().stream()
            .map(Stock.Kept::set)
            .filter(set -> set.usable() && set.manifest().plan().type().equals(type))
            .findFirst();
    return List.of(newest.map(this::found).orElseGet(() -> missing(type)));
  }

  private Preview.Look found(KnownSet set) {
    Duration age = Duration.between(set.manifest().made().startedAt(), now);
    String says = "builds on %s, made %s ago".formatted(set.id(), Human.age(age));
    return new Preview.Look("base", Status.OK, says, null, Map.of());
  }

  private static Preview.Look missing(String type) {
    return new Preview.Look(
        "base",
        Status.FAIL,
        "there is nothing to build on: no set of type `" + type + "` that is not broken",
        "Make one first, with --type " + type + ".",
        Map.of());
  }
}
