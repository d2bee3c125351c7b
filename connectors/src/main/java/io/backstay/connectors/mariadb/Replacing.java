package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.SideName;
import io.backstay.connectors.databases.Succession;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces the content of a database by that of a successor, late and at once.
 *
 * @param access how the server is reached
 * @param live name of the database
 */
record Replacing(Access access, String live) {
  private static final int SHOW_OUT = 5;

  /** What a recreate would do, refused when it cannot. */
  Facts plan(boolean terminate, Duration keep, Tools tools) {
    try (Session session = beside(tools)) {
      Successor successor = new Successor(session);
      Succession plan = plan(successor, terminate, keep, tools);
      successor.refuse(plan);
      return plan.facts();
    }
  }

  private Succession plan(Successor successor, boolean terminate, Duration keep, Tools tools) {
    return new Succession(
        live,
        successor.exists(live),
        SideName.incoming(live),
        SideName.before(live, tools.run().stamp()),
        terminate,
        keep);
  }

  /** What a load goes into: the successor this run has made, or else nothing but emptiness. */
  Facts target(Facts debt, Tools tools) {
    boolean owed = debt.get("live").isPresent();
    if (owed && !Part.owes(debt)) {
      return debt.and(Facts.of(Succession.ALONE, false));
    }
    try (Session session = beside(tools)) {
      if (!new Catalog(session, live).things().isEmpty()) {
        throw Failure.of("R434", "database `%s` is not empty".formatted(live))
            .help("Put `recreate-database` before `load`; it keeps what is there.");
      }
      Successor successor = new Successor(session);
      Succession plan = plan(successor, false, Duration.ZERO, tools);
      successor.refuse(plan);
      return plan.facts().and(Facts.of(Succession.ALONE, !owed));
    }
  }

  /** What a load of some tables goes through, and that their rows can be replaced. */
  Facts part(Facts debt, List<String> tables, Tools tools) {
    if (Part.owes(debt)) {
      return debt.and(Facts.of(Succession.ALONE, false));
    }
    if (debt.get("live").isPresent()) {
      throw Part.replaced(live);
    }
    try (Session session = beside(tools)) {
      Successor successor = new Successor(session);
      if (!successor.exists(live)) {
        throw Part.noDatabase(live);
      }
      Catalog catalog = new Catalog(session, live);
      List<String> there = catalog.things().getOrDefault(Inventory.TABLES, List.of());
      for (String table : LoadRequest.names(tables)) {
        if (!there.contains(table)) {
          throw Part.notLive(live, Toc.shown(table), there.stream().map(Toc::shown).toList());
        }
        catalog.demandReplaceable(table);
      }
      return Part.facts(plan(successor, false, Duration.ZERO, tools), tables);
    }
  }

  /** Makes the successor, empty. */
  void make(Tools tools) {
    Succession plan = Succession.of(tools.facts());
    try (Session session = beside(tools)) {
      new Successor(session).createAnew(plan.incoming(), plan.live());
    }
  }

  Facts swapIn(Tools tools) {
    Succession plan = Succession.of(tools.facts());
    Instant until = tools.clock().instant().plus(plan.keep());
    if (plan.terminate()) {
      showOut(plan.live(), tools);
    }
    try (Session session = beside(tools)) {
      if (!plan.terminate()) {
        new Successor(session).refuseConnected(plan.live());
      }
      swap(session, tools).in(plan, tools.run().id(), until);
    }
    return plan.exists() ? Facts.of("previous-until", until.toString()) : Facts.NONE;
  }

  private Swap swap(Session session, Tools tools) {
    return new Swap(session, new Things(access.client(tools), access.says(), tools::log));
  }

  // Sessions may end while they are being ended.
  private void showOut(String database, Tools tools) {
    for (int attempt = 1; attempt <= SHOW_OUT; attempt++) {
      try (Session session = beside(tools)) {
        new Successor(session).showOut(database);
        return;
      } catch (Failure e) {
        if (attempt == SHOW_OUT) {
          throw e;
        }
      }
    }
  }

  /**
   * Drops what was kept long enough. What cannot be dropped stays, and is said: nobody needs it.
   */
  Facts dropExpired(Tools tools) {
    List<String> dropped = new ArrayList<>();
    try (Session session = beside(tools)) {
      for (String kept : Previous.expired(session, live, tools.clock().instant())) {
        if (!kept.equals(SideName.before(live, tools.run().stamp()))) {
          new Successor(session).drop(kept);
          dropped.add(kept);
        }
      }
    } catch (Failure e) {
      tools.log("a database kept by a former restore was not dropped: " + e.message());
    }
    return Facts.of("dropped", dropped);
  }

  /** Pays a debt; what was paid before, or never came to be, is left alone. */
  void pay(String action, Facts facts, Tools tools) {
    Succession plan = Succession.of(facts);
    switch (action) {
      case Succession.SWAP_BACK -> back(plan, tools);
      case Succession.DROP_INCOMING -> {
        try (Session session = beside(tools)) {
          new Successor(session).drop(plan.incoming());
        }
      }
      default -> throw new IllegalStateException("no debt " + action);
    }
  }

  private void back(Succession plan, Tools tools) {
    showOut(plan.live(), tools);
    try (Session session = beside(tools)) {
      swap(session, tools).back(plan);
    }
  }

  private Session beside(Tools tools) {
    return Session.open(access.client(tools), access.says());
  }
}
