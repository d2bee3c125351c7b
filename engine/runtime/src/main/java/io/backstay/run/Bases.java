package io.backstay.run;

import io.backstay.plan.Identity;
import io.backstay.program.RestoreRules;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Selection;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetContent;
import io.backstay.spi.Failure;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds the sets that others build on, and refuses to go on without them. */
final class Bases {
  private final Run run;
  private final RunSets sets;
  private final Tools look;

  Bases(Run run, RunSets sets, Tools look) {
    this.run = run;
    this.sets = sets;
    this.look = look;
  }

  /**
   * The newest set of a type, for a run that builds on it.
   *
   * @throws Failure when no store has one that is not broken, or it has lost something
   */
  BaseSet newest(String type, RandomGenerator random) {
    List<SetCatalog> catalogs = sets.stores().stream().map(ref -> sets.catalog(ref, look)).toList();
    KnownSet set = chosen(type, random, catalogs).set();
    BaseSet base = of(set);
    set.manifest().artifacts().forEach(base.content()::demand);
    return base;
  }

  private Selection.Chosen chosen(String type, RandomGenerator random, List<SetCatalog> catalogs) {
    RestoreRules latest =
        new RestoreRules(
            List.of(), RestoreRules.Pick.LATEST, null, null, null, type, List.of(), null);
    try {
      return new Selection(latest, run.clock(), random).choose(catalogs);
    } catch (Failure none) {
      throw Failure.of("R717", "there is nothing to build on: " + none.message())
          .because(none)
          .help("make such a set first: backstay run " + plan() + " --type " + type);
    }
  }

  /**
   * The set that a set says it builds on, in the same store.
   *
   * @return empty when it stands alone
   * @throws Failure when it is not there, is another one, or is broken
   */
  Optional<BaseSet> below(KnownSet set) {
    StoreRef store = new StoreRef(set.manifest().store());
    return Optional.ofNullable(set.manifest().base())
        .map(link -> usable(store, link.id(), set.id()))
        .map(this::of);
  }

  /**
   * The same set as it is in another store.
   *
   * @throws Failure when that store does not have all of it
   */
  Manifest.Link link(BaseSet base, StoreRef store) {
    KnownSet copy = usable(store, base.id(), run.info().id());
    if (!copy.manifest().artifacts().containsAll(base.set().manifest().artifacts())) {
      throw missing(store, base.id(), run.info().id(), "has less of it");
    }
    return copy.link();
  }

  private KnownSet usable(StoreRef store, String id, String above) {
    KnownSet set =
        sets.catalog(store, look)
            .list()
            .find(id)
            .orElseThrow(() -> missing(store, id, above, "does not have it"));
    if (!set.usable()) {
      throw missing(store, id, above, "has a bad one: " + set.trouble().orElse(""));
    }
    return set;
  }

  private String plan() {
    return Identity.of(sets.program().plan().backup()).typed();
  }

  private Failure missing(StoreRef store, String id, String above, String why) {
    return Failure.of(
            "R717",
            "set `%s` builds on `%s`, and store `%s` %s".formatted(above, id, store.name(), why))
        .help("take a set that stands alone, or one from another store: backstay list " + plan());
  }

  private BaseSet of(KnownSet set) {
    StoreRef store = new StoreRef(set.manifest().store());
    Path directory = run.scratch().resolve("base-" + FileNames.of(store.name()));
    SetContent content = new SetContent(set, sets.store(store).reader(look));
    return new BaseSet(set, content, directory, new Opening(sets, List.of(), look));
  }
}
