package io.backstay.connectors.databases;

import io.backstay.spi.DatabaseSource.Rehearsal;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Handle;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import java.util.ArrayList;
import java.util.List;

/**
 * A dump loaded into a database made for that, beside the one it may have come from, which nobody
 * looks at meanwhile: whoever observes it in the rehearsal sees the other one.
 */
public final class Rehearsing {
  /** The fact by which an observation is of the temporary database. */
  public static final String DATABASE = "rehearsed-in";

  private static final String DROP = "drop-rehearsal ";

  private Rehearsing() {}

  /**
   * Lets everything that is about the source be about its temporary database.
   *
   * @param name of that
   */
  public record In(String name) implements Request {
    @Override
    public String says() {
      return "checks look at " + name;
    }
  }

  /**
   * Drops it.
   *
   * @param name of the database
   */
  public record Drop(String name) implements Request {
    @Override
    public String says() {
      return "database " + name;
    }
  }

  /**
   * The ops that load a dump into a temporary database, look at it there, and drop it.
   *
   * @param live the database itself
   * @param fill loads the dump
   * @param facts what dropping needs
   */
  public static List<Op> ops(
      Ref ref, String live, Rehearsal rehearsal, Request fill, List<String> facts) {
    String name = rehearsal.name();
    if (name.equals(live)) {
      throw new Refusal(
          "E211", "into", "`" + name + "` is the database itself", "Rehearse beside it.");
    }
    String drop = DROP + rehearsal.step();
    Temporary.Use use = new Temporary.Use.Rehearsal(live, drop);
    SourceRef source = new SourceRef(ref.name());
    List<Op> body = new ArrayList<>();
    body.add(
        new Op.Stream(
            new Op.Producer.Artifact(rehearsal.artifact(), source), new Op.Drain.Into(ref, fill)));
    body.add(LoadedCheck.of(ref, rehearsal.artifact()));
    rehearsal.checks().forEach(check -> body.add(new Op.Check(check, null)));
    return List.of(
        new Op.Observe(ref, new Temporary.Absent(name, use), null),
        new Op.Owe(ref, drop, facts, null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, new Temporary.Make(name, use)),
        new Op.Hold(ref, new In(name), body),
        new Op.Change(ref, Op.Verb.DELETE, new Drop(name)),
        new Op.Settle(ref, drop));
  }

  /** Whether a debt is that of a rehearsal. */
  public static boolean owes(String action) {
    return action.startsWith(DROP);
  }

  /**
   * Holds on to it.
   *
   * @param alive fails when it is not there any more
   */
  public static Handle in(String name, Runnable alive) {
    return new Handle() {
      @Override
      public Facts facts() {
        return Facts.of(DATABASE, name);
      }

      @Override
      public void confirm() {
        try {
          alive.run();
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
