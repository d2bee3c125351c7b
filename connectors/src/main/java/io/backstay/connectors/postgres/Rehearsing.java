package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.LoadedCheck;
import io.backstay.spi.DatabaseSource.Rehearsal;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Handle;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.List;

/**
 * A dump loaded into a database made for that, beside the one it may have come from, which nobody
 * looks at meanwhile: whoever observes it in the rehearsal sees the other one.
 */
final class Rehearsing {
  /** The fact by which an observation is of the temporary database. */
  static final String DATABASE = "rehearsed-in";

  private static final String DROP = "drop-rehearsal ";

  private Rehearsing() {}

  /**
   * Lets everything that is about the source be about its temporary database.
   *
   * @param name of that
   */
  record In(String name) implements Request {
    @Override
    public String says() {
      return "checks look at " + name;
    }
  }

  /**
   * Loads a dump into it.
   *
   * @param name of the database
   * @param jobs parallel workers
   * @param extensions created first
   */
  record Fill(String name, int jobs, List<String> extensions) implements Request {
    @Override
    public String says() {
      String first = extensions.isEmpty() ? "" : ", after " + String.join(", ", extensions);
      return "the dump loaded into %s, jobs %d%s".formatted(name, jobs, first);
    }

    LoadRequest load() {
      return new LoadRequest(name, List.of(), jobs, extensions);
    }
  }

  /**
   * Drops it.
   *
   * @param name of the database
   */
  record Drop(String name) implements Request {
    @Override
    public String says() {
      return "database " + name;
    }
  }

  static List<Op> ops(Ref ref, Postgres.Params live, Rehearsal rehearsal) {
    String name = rehearsal.name();
    refuse(name, live);
    String drop = DROP + rehearsal.step();
    Disposal.Use use = new Disposal.Use.Rehearsal(live.database(), drop);
    SourceRef source = new SourceRef(ref.name());
    List<Op> body = new ArrayList<>();
    body.add(
        new Op.Stream(
            new Op.Producer.Artifact(rehearsal.artifact(), source),
            new Op.Drain.Into(ref, new Fill(name, rehearsal.jobs(), live.extensions()))));
    body.add(LoadedCheck.of(ref, rehearsal.artifact()));
    rehearsal.checks().forEach(check -> body.add(new Op.Check(check, null)));
    return List.of(
        new Op.Observe(ref, new Disposal.Absent(name, use), null),
        new Op.Owe(ref, drop, Disposal.FACTS, null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, new Disposal.Make(name, use)),
        new Op.Hold(ref, new In(name), body),
        new Op.Change(ref, Op.Verb.DELETE, new Drop(name)),
        new Op.Settle(ref, drop));
  }

  private static void refuse(String name, Postgres.Params live) {
    if (name.equals(live.database())) {
      throw new Refusal(
          "E211", "into", "`" + name + "` is the database itself", "Rehearse beside it.");
    }
    if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl) || !Sql.fits(name)) {
      throw new Refusal(
          "E211", "into", "a name of a database has 1 to 63 bytes and no control characters", null);
    }
  }

  /** Whether a debt is that of a rehearsal. */
  static boolean owes(String action) {
    return action.startsWith(DROP);
  }

  /** Holds on to it. */
  static Handle in(String name, Access access, Tools tools) {
    return new Handle() {
      @Override
      public Facts facts() {
        return Facts.of(DATABASE, name);
      }

      @Override
      public void confirm() {
        try (SqlSession session = access.session(name, tools)) {
          session.value("SELECT 1");
        } catch (Failure e) {
          throw Failure.of("R434", "the temporary database was lost: " + e.message()).because(e);
        }
      }

      @Override
      public void close() {
        // It is dropped when the debt is paid, whatever becomes of this.
      }
    };
  }
}
