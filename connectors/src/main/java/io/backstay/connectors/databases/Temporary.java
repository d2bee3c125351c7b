package io.backstay.connectors.databases;

import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A database that a drill or a rehearsal has for itself on a server that others use. It bears a
 * mark from before anybody can see it, and the mark goes along when databases are replaced. Only
 * what bears the mark is ever dropped, so nothing that somebody else has made can be.
 */
public final class Temporary {
  /** The debt of a database of a drill. */
  public static final String REMOVE = "remove";

  /** The fact by which it is known again. */
  public static final String MARK = "mark";

  private static final int SHORT = 8;

  private Temporary() {}

  /** What it is for. */
  public sealed interface Use {
    /** In the place of a real one while a drill lasts. */
    record Drill() implements Use {}

    /**
     * For a dump to be loaded once.
     *
     * @param like the database whose kind it is of
     * @param debt the debt of this rehearsal
     */
    record Rehearsal(String like, String debt) implements Use {}
  }

  /**
   * Finds out that nothing has the name.
   *
   * @param name of the database
   * @param use what it is for
   */
  public record Absent(String name, Use use) implements Request {
    @Override
    public String says() {
      return "not there yet: database " + name;
    }

    /** What keeps it from being made. */
    public Failure inTheWay() {
      String there = "database `" + name + "` is in the way of a ";
      return switch (use) {
        case Use.Drill drill ->
            Failure.of("R770", there + "scratch resource")
                .help(
                    "Nothing of a drill is there before it begins: give the scratch another name.");
        case Use.Rehearsal rehearsal ->
            Failure.of("R434", there + "rehearsal")
                .help("A rehearsal touches nothing that is there: give its database another name.");
      };
    }

    /** The mark it gets. */
    public String mark(Tools tools) {
      return "backstay " + (use instanceof Use.Drill ? "drill " : "rehearsal ") + own(tools);
    }

    /** What no other database of any run is called. */
    public String own(Tools tools) {
      UUID digest = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
      return tools.run().id() + " " + digest.toString().substring(0, SHORT);
    }
  }

  /**
   * Makes it.
   *
   * @param name of the database
   * @param use what it is for
   */
  public record Make(String name, Use use) implements Request {
    @Override
    public String says() {
      return "database " + name + ", empty, dropped at the end";
    }
  }

  /**
   * The ops that make one for a drill.
   *
   * @param facts what dropping it needs
   */
  public static List<Op> ofDrill(Ref ref, String name, List<String> facts) {
    Use drill = new Use.Drill();
    return List.of(
        new Op.Observe(ref, new Absent(name, drill), null),
        new Op.Owe(ref, REMOVE, facts, null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, new Make(name, drill)));
  }
}
