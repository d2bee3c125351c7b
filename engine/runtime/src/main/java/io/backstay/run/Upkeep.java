package io.backstay.run;

import io.backstay.run.RunEvent.Resolved;
import io.backstay.set.Deletion;
import io.backstay.set.KnownSet;
import io.backstay.set.Mark;
import io.backstay.set.Marks;
import io.backstay.set.Pruner;
import io.backstay.set.SetCatalog;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.SetDecision;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people decide about a set that is there. */
final class Upkeep {
  private final Run run;
  private final RunSets sets;
  private final Tools tools;
  private final Work work;

  Upkeep(Run run, RunSets sets, Tools tools, Work work) {
    this.run = run;
    this.sets = sets;
    this.tools = tools;
    this.work = work;
  }

  Facts act(Movement.Decide decided) {
    return switch (decided.decision()) {
      case SetDecision.Delete delete -> delete(decided.stores(), decided.set());
      case SetDecision.Pin(String reason, Instant until) ->
          mark(decided, Mark.Kind.PINNED, reason, until);
      case SetDecision.Unpin(String reason) -> mark(decided, Mark.Kind.UNPINNED, reason, null);
    };
  }

  /** What goes is written down before it goes; where one store objects, it goes nowhere. */
  private Facts delete(List<StoreRef> stores, String id) {
    Map<StoreRef, KnownSet> doomed = new LinkedHashMap<>();
    Instant now = run.clock().instant();
    for (StoreRef store : stores) {
      SetCatalog.Listing listing = sets.catalog(store, tools).list();
      List<String> objections =
          Deletion.objections(
              listing.sets().stream().map(set -> set.subject(false, now)).toList(), id);
      if (!objections.isEmpty()) {
        throw Failure.of(
                "R738",
                "set `%s` has to stay in store `%s`: %s"
                    .formatted(id, store.name(), String.join(", ", objections)))
            .help("nothing was deleted");
      }
      doomed.put(store, find(listing, id, store));
    }
    Facts names = new Facts(Map.of("set", id, "stores", names(stores)));
    run.chronicle().tell(at -> new Resolved(at, work.step(), names));
    doomed.forEach(
        (store, set) ->
            new Pruner(
                    sets.catalog(store, tools),
                    sets.store(store).writer(tools),
                    run.info().host(),
                    run.clock())
                .delete(List.of(set)));
    return new Facts(Map.of("deleted", doomed.size(), "set", id, "stores", names(stores)));
  }

  private Facts mark(
      Movement.Decide decided, Mark.Kind kind, String reason, @Nullable Instant until) {
    Mark mark = new Mark(kind, run.clock().instant(), run.info().id(), reason, until);
    for (StoreRef store : decided.stores()) {
      SetCatalog catalog = sets.catalog(store, tools);
      KnownSet set = find(catalog.list(), decided.set(), store);
      new Marks(catalog, sets.store(store).writer(tools)).add(set, mark);
    }
    return new Facts(Map.of("set", decided.set(), "stores", names(decided.stores())));
  }

  private static KnownSet find(SetCatalog.Listing listing, String id, StoreRef store) {
    return listing
        .find(id)
        .orElseThrow(
            () ->
                Failure.of("R715", "set `%s` is not in store `%s`".formatted(id, store.name()))
                    .help("backstay list <plan> shows what there is"));
  }

  private static List<String> names(List<StoreRef> stores) {
    return stores.stream().map(StoreRef::name).toList();
  }
}
