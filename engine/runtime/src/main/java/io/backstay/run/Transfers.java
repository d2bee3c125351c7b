package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Publisher;
import io.backstay.set.SetCatalog;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Moves sets between staging and stores. */
final class Transfers {
  private final Run run;
  private final RunSets sets;
  private final Choice choice;

  Transfers(Run run, RunSets sets, Choice choice) {
    this.run = run;
    this.sets = sets;
    this.choice = choice;
  }

  Facts move(Movement what, Tools tools, Work work) {
    return switch (what) {
      case Movement.Publish(StoreRef store, List<Artifacts> which) ->
          publish(store, which, tools, work);
      case Movement.Fetch fetch -> new Fetching(run, sets, tools, work).fetch(fetch);
      case Movement.Encrypt encrypt -> new Seals(sets, tools, work).seal(encrypt);
      case Movement.Expire(List<StoreRef> stores) -> expire(stores, tools, work);
      case Movement.Decide decide -> new Upkeep(run, sets, tools, work).act(decide);
      case Movement.Discard discard -> discard();
      case Movement.Choose choose -> choose(tools);
    };
  }

  /** From before it can be seen until the run ends well, the set may turn out not to be one. */
  private Facts publish(StoreRef ref, List<Artifacts> which, Tools tools, Work work) {
    Program program = sets.program();
    Manifest.Link base =
        sets.base().map(it -> new Bases(run, sets, tools).link(it, ref)).orElse(null);
    run.debts()
        .take(work.step(), Ref.SET, SetDebts.BREAK, SetDebts.facts(sets, ref), AtEnd.FORGIVE);
    Publisher publisher =
        new Publisher(catalog(ref, tools), writer(ref, tools), host(), run.clock());
    KnownSet set =
        publisher.publish(
            new Publisher.Making(program.plan(), program.run(), EngineVersion.NUMBER, base),
            sets.staged(),
            which);
    sets.found(ref, set);
    String location = ref.name() + ":" + set.manifest().path();
    return new Facts(
        Map.of(
            "location", location,
            "files", set.manifest().artifacts().size(),
            "bytes", set.manifest().totalBytes()));
  }

  private Facts expire(List<StoreRef> stores, Tools tools, Work work) {
    return new Expiry(run, sets, tools, work).expire(stores);
  }

  /** What was staged for a set has nothing to do with what is fetched of one. */
  private Facts choose(Tools tools) {
    discard();
    return choice.make(Objects.requireNonNull(sets.program().restore()), tools);
  }

  private Facts discard() {
    sets.drop(sets.staged().artifacts().stream().map(Manifest.Artifact::name).toList());
    return Facts.NONE;
  }

  private SetCatalog catalog(StoreRef ref, Tools tools) {
    return sets.catalog(ref, tools);
  }

  private Store.Writer writer(StoreRef ref, Tools tools) {
    return sets.store(ref).writer(tools);
  }

  private String host() {
    return run.info().host();
  }
}
