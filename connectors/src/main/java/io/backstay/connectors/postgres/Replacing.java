package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.SideName;
import io.backstay.connectors.databases.Succession;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces a database by a successor, late and by name.
 *
 * @param access how the server is reached
 * @param live name of the database
 * @param user our role
 */
record Replacing(Access access, String live, String user) {
  private static final String RELATIONS =
      """
      SELECT count(*) FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      """;

  /** What a recreate would do, refused when it cannot. */
  Facts plan(boolean terminate, Duration keep, Tools tools) {
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
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
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      Succession plan = plan(successor, false, Duration.ZERO, tools);
      if (plan.exists()) {
        refuseContent(tools);
      }
      successor.refuse(plan);
      return plan.facts().and(Facts.of(Succession.ALONE, !owed));
    }
  }

  /** What a load of some tables goes through, and that the live database has these tables. */
  Facts part(Facts debt, List<String> tables, Tools tools) {
    if (Part.owes(debt)) {
      return debt.and(Facts.of(Succession.ALONE, false));
    }
    if (debt.get("live").isPresent()) {
      throw Part.replaced(live);
    }
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      if (!successor.exists(live)) {
        throw Part.noDatabase(live);
      }
      successor.refuseUnlessCreator();
      refuseMissing(tables, tools);
      return Part.facts(plan(successor, false, Duration.ZERO, tools), tables);
    }
  }

  private void refuseMissing(List<String> tables, Tools tools) {
    try (SqlSession session = access.session(live, tools)) {
      for (TableName table : Wanted.named(tables)) {
        if (Anatomy.of(session, table).isEmpty()) {
          throw Part.notLive(
              live, table.canonical().toString(), new Catalog(session).inventory().allTables());
        }
      }
    }
  }

  private void refuseContent(Tools tools) {
    try (SqlSession session = access.session(live, tools)) {
      String relations = session.value(RELATIONS);
      if (!relations.equals("0")) {
        throw Failure.of("R434", "database `%s` is not empty".formatted(live))
            .help("Put `recreate-database` before `load`; it keeps what is there.");
      }
    }
  }

  void make(Tools tools) {
    try (SqlSession session = beside(tools)) {
      new Successor(session, user).make(Succession.of(tools.facts()), tools.run().id());
    }
  }

  /** Has it empty, to be filled. */
  void take(Tools tools) {
    try (SqlSession session = beside(tools)) {
      new Successor(session, user).take(Succession.of(tools.facts()), tools.run().id());
    }
  }

  Facts swapIn(Tools tools) {
    Succession plan = Succession.of(tools.facts());
    Instant until = tools.clock().instant().plus(plan.keep());
    try (SqlSession renaming = beside(tools);
        SqlSession clearing = beside(tools)) {
      new Swap(renaming, clearing).in(plan, Swap.note(live, tools.run().id(), until));
    }
    return plan.exists() ? Facts.of("previous-until", until.toString()) : Facts.NONE;
  }

  /**
   * Drops what was kept long enough. What cannot be dropped stays, and is said: nobody needs it.
   */
  Facts dropExpired(Tools tools) {
    List<String> dropped = new ArrayList<>();
    try (SqlSession session = beside(tools)) {
      for (Leftovers.Kept kept : Leftovers.of(live, session)) {
        boolean ours = kept.name().equals(SideName.before(live, tools.run().stamp()));
        if (!ours && kept.until().isBefore(tools.clock().instant())) {
          new Successor(session, user).drop(kept.name());
          dropped.add(kept.name());
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
    try (SqlSession session = beside(tools);
        SqlSession clearing = beside(tools)) {
      switch (action) {
        case Succession.SWAP_BACK -> {
          new Swap(session, clearing).back(plan);
          new Successor(session, user).drop(plan.incoming());
        }
        case Succession.DROP_INCOMING -> {
          new Successor(session, user).drop(plan.incoming());
          access.sweep(plan.incoming(), tools);
        }
        default -> throw new IllegalStateException("no debt " + action);
      }
    }
  }

  // Nobody can rename the database they are in.
  private SqlSession beside(Tools tools) {
    return access.session(live.equals("postgres") ? "template1" : "postgres", tools);
  }
}
