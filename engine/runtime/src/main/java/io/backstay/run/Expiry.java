package io.backstay.run;

import io.backstay.plan.SetName;
import io.backstay.program.RetentionRules;
import io.backstay.run.RunEvent.Resolved;
import io.backstay.set.Copier;
import io.backstay.set.Copies;
import io.backstay.set.Frozen;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Pruner;
import io.backstay.set.Publisher;
import io.backstay.set.Retention;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetContent;
import io.backstay.set.StagedSet;
import io.backstay.spi.Facts;
import io.backstay.spi.Ground;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies what tiers want elsewhere, and then deletes what no rule keeps. */
final class Expiry {
  private final Run run;
  private final RunSets sets;
  private final Tools tools;
  private final Work work;

  Expiry(Run run, RunSets sets, Tools tools, Work work) {
    this.run = run;
    this.sets = sets;
    this.tools = tools;
    this.work = work;
  }

  /** What goes is written down before the first of it goes. */
  Facts expire(List<StoreRef> stores) {
    Copies.Due due = due(stores);
    copy(due.copies());
    Map<String, List<KnownSet>> victims = new LinkedHashMap<>();
    Map<String, Object> frozen = new LinkedHashMap<>();
    for (StoreRef store : stores) {
      victims.put(store.name(), victims(store, due.awaited(), frozen));
    }
    Map<String, Object> resolved = new LinkedHashMap<>();
    victims.forEach((store, list) -> resolved.put(store, list.stream().map(KnownSet::id).toList()));
    tell(resolved);
    int deleted = 0;
    for (StoreRef store : stores) {
      List<KnownSet> doomed = victims.getOrDefault(store.name(), List.of());
      new Pruner(catalog(store), writer(store), host(), run.clock()).delete(doomed);
      deleted += doomed.size();
    }
    return new Facts(
        Map.of(
            "deleted", deleted,
            "copied", due.copies().size(),
            "copies", byStore(due.copies()),
            "sets", resolved,
            "frozen", frozen));
  }

  private void tell(Map<String, Object> resolved) {
    run.chronicle().tell(at -> new Resolved(at, work.step(), new Facts(resolved)));
  }

  /** Nothing is looked at for plans that copy nothing. */
  private Copies.Due due(List<StoreRef> stores) {
    RetentionRules rules = sets.program().retention();
    if (!rules.copies()) {
      return new Copies.Due(List.of(), Map.of());
    }
    Set<StoreRef> wanted =
        rules.copying().map(RetentionRules.Tier::copyTo).collect(Collectors.toSet());
    Map<String, List<KnownSet>> known = new LinkedHashMap<>();
    Stream.concat(stores.stream(), sets.stores().stream().filter(wanted::contains))
        .distinct()
        .forEach(store -> known.put(store.name(), catalog(store).inspect().sets()));
    return Copies.due(
        known, rules, new Copies.Moment(run.clock().instant(), run.info().zone(), run.info().id()));
  }

  private static Map<String, List<String>> byStore(List<Copies.Copy> copies) {
    return copies.stream()
        .collect(
            Collectors.groupingBy(
                Copies.Copy::to,
                LinkedHashMap::new,
                Collectors.mapping(copy -> copy.set().id(), Collectors.toList())));
  }

  private void copy(List<Copies.Copy> copies) {
    if (!copies.isEmpty()) {
      tell(Map.of("copies", byStore(copies)));
    }
    copies.stream()
        .map(Copies.Copy::to)
        .distinct()
        .map(StoreRef::new)
        .forEach(
            to ->
                run.debts()
                    .take(
                        work.step(),
                        Ref.SET,
                        SetDebts.SWEEP,
                        SetDebts.facts(sets, to),
                        AtEnd.FORGIVE));
    copies.forEach(this::copy);
  }

  private void copy(Copies.Copy copy) {
    StoreRef from = new StoreRef(copy.from());
    StoreRef to = new StoreRef(copy.to());
    KnownSet set = copy.set();
    StagedSet staged = StagedSet.create(sets.staged().directory().resolve(".copies"), set.id());
    try {
      Needs needs = new Needs();
      needs.add(Ground.of(staged.directory()), set.manifest().totalBytes());
      needs.demand();
      SetCatalog there = catalog(to);
      new Copier(new Publisher(there, writer(to), host(), run.clock()), there)
          .copy(
              set,
              new SetContent(set, sets.store(from).reader(tools)),
              staged,
              path(set.manifest(), to),
              name(copy));
      tools.log(set.id() + ": copied from " + copy.from() + " to " + copy.to());
    } finally {
      staged.remove();
    }
  }

  private static @Nullable String name(Copies.Copy copy) {
    SetName as = copy.tier().as();
    Manifest set = copy.set().manifest();
    return as == null ? null : as.of(set.id(), set.plan().type(), set.made().startedAt());
  }

  /** The set's own part of its path, below what sets of this run have in the other store. */
  private String path(Manifest set, StoreRef to) {
    List<String> segments =
        Stream.of(set.path().split("/")).filter(part -> !part.isEmpty()).toList();
    int own = (int) sets.program().sets().path().chars().filter(c -> c == '/').count();
    return sets.store(to).below()
        + segments.stream()
            .skip(Math.max(0, segments.size() - own))
            .map(segment -> segment + "/")
            .collect(Collectors.joining());
  }

  /**
   * What goes.
   *
   * @param awaited what stays until it is copied, and why
   * @param refused learns, by store, why nothing goes although rules would have it
   */
  private List<KnownSet> victims(
      StoreRef store, Map<String, String> awaited, Map<String, Object> refused) {
    SetCatalog.Listing listing = catalog(store).inspect();
    List<Retention.Subject> subjects =
        listing.sets().stream().map(set -> set.subject(inUse(set), run.clock().instant())).toList();
    Retention.Decision decision =
        Retention.decide(
            subjects,
            sets.program().retention().in(store.name()),
            new Retention.Circumstances(
                run.clock().instant(), run.info().zone(), sets.failed(), awaited));
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

  private SetCatalog catalog(StoreRef ref) {
    return sets.catalog(ref, tools);
  }

  private Store.Writer writer(StoreRef ref) {
    return sets.store(ref).writer(tools);
  }

  private String host() {
    return run.info().host();
  }
}
