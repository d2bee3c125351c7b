package io.backstay.run;

import io.backstay.program.DrillLowering;
import io.backstay.program.RestoreRules;
import io.backstay.run.RunEvent.SetChosen;
import io.backstay.set.KnownSet;
import io.backstay.set.Selection;
import io.backstay.set.SetCatalog;
import io.backstay.spi.Facts;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Chooses the set that a run restores. */
final class Choice {
  /** Kinds of plans that bring a set back, in earnest or on scratch. */
  private static final Set<String> RESTORES = Set.of("Restore", "Drill");

  private final Run run;
  private final RunSets sets;
  private final RandomGenerator random;

  Choice(Run run, RunSets sets, RandomGenerator random) {
    this.run = run;
    this.sets = sets;
    this.random = random;
  }

  /** Chooses, and writes down which it is. */
  Facts make(RestoreRules rules, Tools tools) {
    List<StoreRef> stores = rules.from().isEmpty() ? sets.stores() : rules.from();
    List<SetCatalog> catalogs = stores.stream().map(ref -> sets.catalog(ref, tools)).toList();
    Selection.Chosen chosen =
        new Selection(rules, run.clock(DrillLowering.SELECT), random).choose(catalogs);
    chosen.notes().forEach(tools::log);
    KnownSet set = chosen.set();
    sets.choose(chosen);
    if (RESTORES.contains(sets.program().plan().kind())) {
      // Found out now and not when half of it is in place.
      new Bases(run, sets, tools).below(set).ifPresent(sets::buildOn);
    }
    String store = set.manifest().store();
    run.chronicle()
        .tell(at -> new SetChosen(at, store, set.id(), set.level().toString(), chosen.draw()));
    return facts(set);
  }

  static Facts facts(KnownSet set) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", set.id());
    facts.put("started-at", set.manifest().made().startedAt().toString());
    facts.put("stamp", set.manifest().made().stamp());
    facts.put("type", set.manifest().plan().type());
    facts.put("level", set.level().toString());
    return new Facts(facts);
  }
}
