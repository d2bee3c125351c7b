package io.backstay.app;

import io.backstay.program.Program;
import io.backstay.run.RunResult;
import io.backstay.set.Deletion;
import io.backstay.set.SetCatalog;
import io.backstay.spi.Op;
import io.backstay.spi.SetDecision;
import io.backstay.spi.StoreRef;
import io.backstay.survey.Stock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One set of a plan, and what somebody decides about it.
 *
 * @param session what the verb works with
 * @param loaded the plan
 * @param set its id
 * @param stores where it is, as far as it is meant
 * @param stock what all stores have
 */
record Decisions(
    Session session, Loader.Loaded loaded, String set, List<StoreRef> stores, Stock stock) {
  /**
   * About the set that is meant; where a store cannot be listed, nobody knows what is decided.
   *
   * @param in the only store that is meant; null for all
   */
  static Decisions about(Session session, Loader.Loaded loaded, String name, @Nullable String in) {
    Stocks stocks = new Stocks(session);
    Stock stock = stocks.take(loaded);
    if (stocks.unlisted(stock)) {
      throw Stop.told(ExitCode.FAILED);
    }
    String id = Stocks.find(stock, name).set().id();
    List<StoreRef> stores =
        stock.all().stream()
            .filter(kept -> kept.set().id().equals(id))
            .map(Stock.Kept::store)
            .filter(store -> in == null || store.equals(in))
            .map(StoreRef::new)
            .toList();
    if (stores.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID, "set `" + id + "` is not in a store `" + in + "`", "leave --in out");
    }
    return new Decisions(session, loaded, id, stores, stock);
  }

  /** What speaks against deleting it, by store; empty when nothing does. */
  Map<String, List<String>> objections() {
    Instant now = session.clock().instant();
    Map<String, List<String>> objections = new TreeMap<>();
    for (StoreRef store : stores) {
      SetCatalog.Listing listing =
          Objects.requireNonNull(stock.listings().get(store.name()), "it was found there");
      List<String> why =
          Deletion.objections(
              listing.sets().stream().map(it -> it.subject(false, now)).toList(), set);
      if (!why.isEmpty()) {
        objections.put(store.name(), why);
      }
    }
    return objections;
  }

  /** Does it, as a run of its own. */
  ExitCode carryOut(String verb, SetDecision decision, @Nullable String why) {
    Program program = new Loader(session).lower(loaded, new Runs(session).begin(loaded, why), null);
    Op op = new Op.Transfer(new Op.Movement.Decide(stores, set, decision));
    Program only =
        Programs.only(
            program, Programs.step(program, verb, List.of(op)), program.retention(), null);
    RunResult result = new Execution(session, loaded).run(verb, only);
    String plan = loaded.plan().identity().plan();
    return new Verdicts(session).tell(result, "backstay list " + session.typed(plan));
  }

  /** The names of the stores. */
  List<String> names() {
    return stores.stream().map(StoreRef::name).toList();
  }
}
