package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.run.RunEvent.Resolved;
import io.backstay.set.Frozen;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Pruner;
import io.backstay.set.Publisher;
import io.backstay.set.Retention;
import io.backstay.set.SetCatalog;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.util.LinkedHashMap;
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

  /** What goes is written down before the first of it goes. */
  private Facts expire(List<StoreRef> stores, Tools tools, Work work) {
    Map<String, List<KnownSet>> victims = new LinkedHashMap<>();
    Map<String, Object> frozen = new LinkedHashMap<>();
    for (StoreRef store : stores) {
      victims.put(store.name(), victims(store, tools, work, frozen));
    }
    Map<String, Object> resolved = new LinkedHashMap<>();
    victims.forEach((store, list) -> resolved.put(store, list.stream().map(KnownSet::id).toList()));
    run.chronicle().tell(at -> new Resolved(at, work.step(), new Facts(resolved)));
    int deleted = 0;
    for (StoreRef store : stores) {
      List<KnownSet> doomed = victims.getOrDefault(store.name(), List.of());
      new Pruner(catalog(store, tools), writer(store, tools), host(), run.clock()).delete(doomed);
      deleted += doomed.size();
    }
    return new Facts(Map.of("deleted", deleted, "sets", resolved, "frozen", frozen));
  }

  /**
   * What goes.
   *
   * @param refused learns, by store, why nothing goes although rules would have it
   */
  private List<KnownSet> victims(
      StoreRef store, Tools tools, Work work, Map<String, Object> refused) {
    SetCatalog.Listing listing = catalog(store, tools).inspect();
    List<Retention.Subject> subjects =
        listing.sets().stream().map(set -> set.subject(inUse(set), run.clock().instant())).toList();
    Retention.Decision decision =
        Retention.decide(
            subjects,
            sets.program().retention(),
            new Retention.Circumstances(run.clock().instant(), run.info().zone(), sets.failed()));
    Frozen frozen = decision.frozen();
    if (frozen != null) {
      // The new set is as good as before; that old ones pile up is for people to look at.
      refused.put(store.name(), frozen.says());
      work.warn("nothing was pruned in store `" + store.name() + "`: " + frozen.says());
    }
    listing.oddities().forEach(odd -> tools.log("left alone: " + odd.key() + ": " + odd.why()));
    decision
        .delete()
        .forEach(gone -> tools.log(gone.id() + ": " + String.join(", ", gone.reasons())));
    return decision.delete().stream().flatMap(gone -> listing.find(gone.id()).stream()).toList();
  }

  private boolean inUse(KnownSet set) {
    return sets.chosen().filter(chosen -> chosen.set().id().equals(set.id())).isPresent();
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
