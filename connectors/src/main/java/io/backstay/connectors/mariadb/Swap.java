package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Succession;
import io.backstay.spi.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts the tables of one database in the place of those of another, all of them in one statement:
 * at any instant the live name has all of the old or all of the new. Views, triggers, routines and
 * events cannot move with them; they are dropped right before and made anew right after, from
 * scripts that were written down before anything was touched.
 *
 * @param session anywhere on the server
 * @param things makes and drops what does not move
 */
record Swap(Session session, Things things) {

  /** The successor becomes live; the old one is kept. */
  void in(Succession plan, String run, Instant until) {
    Map<String, List<String>> successor = of(plan.incoming());
    byte[] script = things.script(plan.incoming(), successor);
    byte[] old = plan.exists() ? things.salvaged(plan.live(), of(plan.live())) : new byte[0];
    Previous previous = new Previous(session, plan.previous());
    previous.make(plan, run, until, old);
    if (!plan.exists()) {
      new Successor(session).createLike(plan.live(), plan.incoming());
    }
    things.strip(session, plan.live(), of(plan.live()));
    things.strip(session, plan.incoming(), of(plan.incoming()));
    Renames renames = new Renames();
    renames.add(Things.moving(of(plan.live())), plan.live(), plan.previous());
    renames.add(Things.moving(successor), plan.incoming(), plan.live());
    mark(plan.incoming());
    renames.add(List.of(Previous.MARKER), plan.incoming(), plan.previous());
    session.run(renames.statement());
    things.make(plan.live(), script);
    demand(plan.live(), successor);
    new Successor(session).drop(plan.incoming());
  }

  private Map<String, List<String>> of(String database) {
    return new Catalog(session, database).things();
  }

  private void mark(String database) {
    session.run(
        "CREATE TABLE %s (swapped INT) ENGINE=InnoDB"
            .formatted(Sql.quoted(database, Previous.MARKER)));
  }

  private void demand(String live, Map<String, List<String>> wanted) {
    Map<String, List<String>> there = of(live);
    for (String kind : wanted.keySet()) {
      List<String> missing = new ArrayList<>(wanted.get(kind));
      missing.removeAll(there.getOrDefault(kind, List.of()));
      if (!missing.isEmpty()) {
        throw Failure.of(
            "R434", "`%s` lacks %s %s".formatted(live, kind, String.join(", ", missing)));
      }
    }
  }

  /** The old one becomes live again, and nothing else is left of the new one. */
  void back(Succession plan) {
    Previous previous = new Previous(session, plan.previous());
    Successor successor = new Successor(session);
    byte[] script = previous.script().orElse(null);
    if (script == null) {
      return;
    }
    boolean swapped = previous.swapped();
    if (plan.exists()) {
      things.strip(session, plan.live(), of(plan.live()));
      if (swapped) {
        renameBack(plan);
      }
      things.make(plan.live(), script);
    } else if (swapped || Things.moving(of(plan.live())).isEmpty()) {
      successor.drop(plan.live());
    }
    successor.drop(plan.incoming());
    successor.drop(plan.previous());
  }

  private void renameBack(Succession plan) {
    new Successor(session).createAnew(plan.incoming(), plan.live());
    List<String> kept = new ArrayList<>(Things.moving(of(plan.previous())));
    kept.removeAll(List.of(Previous.NOTE, Previous.MARKER));
    Renames renames = new Renames();
    renames.add(Things.moving(of(plan.live())), plan.live(), plan.incoming());
    renames.add(kept, plan.previous(), plan.live());
    renames.add(List.of(Previous.MARKER), plan.previous(), plan.incoming());
    session.run(renames.statement());
  }

  /** Renames that happen at once. */
  private static final class Renames {
    private final List<String> renames = new ArrayList<>();

    void add(List<String> names, String from, String to) {
      names.forEach(name -> renames.add(Sql.quoted(from, name) + " TO " + Sql.quoted(to, name)));
    }

    String statement() {
      return "RENAME TABLE " + String.join(",\n", renames);
    }
  }
}
