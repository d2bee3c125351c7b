package io.backstay.connectors.databases;

import io.backstay.expr.Nearest;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some tables of a database, whose rows are loaded and nothing else. */
public final class Part {
  /** The fact that a database beside the live one is not its successor, but holds these tables. */
  private static final String TABLES = "tables";

  private static final List<String> FACTS = owed();
  private static final int LISTED = 12;

  private Part() {}

  private static List<String> owed() {
    List<String> facts = new ArrayList<>(Succession.FACTS);
    facts.add(TABLES);
    return List.copyOf(facts);
  }

  /**
   * Finds out whether there is a database these tables can be put into.
   *
   * @param tables by their names in the plan
   */
  public record Planned(List<String> tables) implements Request {
    @Override
    public String says() {
      return "every other table stays as it is";
    }
  }

  /**
   * Puts the rows that wait beside the live database in the place of those it has.
   *
   * @param live the live name
   * @param tables by their names in the plan
   */
  public record PutIn(String live, List<String> tables) implements Request {
    @Override
    public String says() {
      return "rows of %s replaced in %s in one transaction; a later failure does not undo it"
          .formatted(String.join(", ", tables), live);
    }
  }

  /**
   * The ops that fill a database beside the live one and put the rows of some of its tables in.
   *
   * @param filling fills it
   */
  public static List<Op> load(Ref ref, String live, Op filling, Load load) {
    // Nothing that runs statements of a plan can be undone with the transaction they run in.
    if (!load.thenSql().isEmpty()) {
      throw new Refusal(
          "E211",
          "then-sql",
          "a load of some tables takes no `then-sql`",
          "The tables keep their privileges; leave it out, or load everything.");
    }
    load.tables().forEach(Part::refuseUnlessTable);
    return List.of(
        new Op.Observe(ref, new Planned(load.tables()), null),
        new Op.Owe(ref, Succession.DROP_INCOMING, FACTS, Succession.ALONE, Op.AtEnd.PAY),
        filling,
        LoadedCheck.ofIncoming(ref, load.artifact(), load.tables()),
        new Op.Change(ref, Op.Verb.PUT, new PutIn(live, load.tables())));
  }

  private static void refuseUnlessTable(String text) {
    if (TableName.parse(text).isEmpty()) {
      throw new Refusal(
          "E211",
          "tables",
          "`" + text + "` is not the name of a table",
          "Names are taken as written, such as `users`, `sales.orders` or `\"odd.name\"`.");
    }
  }

  /** Whether a debt is that of a database that holds some tables only. */
  public static boolean owes(Facts debt) {
    return debt.get(TABLES).isPresent();
  }

  /** What is owed for one. */
  public static Facts facts(Succession plan, List<String> tables) {
    return plan.facts().and(new Facts(Map.of(Succession.ALONE, true, TABLES, tables)));
  }

  /** There is no live database. */
  public static Failure noDatabase(String live) {
    return Failure.of("R434", "there is no database `%s` to put tables into".formatted(live))
        .help("Load everything; that makes it.");
  }

  /** The same run replaces all of it. */
  public static Failure replaced(String live) {
    return Failure.of("R434", "`%s` is being replaced as a whole in this run".formatted(live))
        .help("Leave `recreate-database` out where only some tables are loaded.");
  }

  /**
   * The live database lacks a table.
   *
   * @param there those it has
   */
  public static Failure notLive(String live, String table, List<String> there) {
    return Failure.of("R434", "database `%s` has no table `%s`".formatted(live, table))
        .help(
            near(table, there)
                + "Rows are put into tables that are there: make it, or load everything.");
  }

  /**
   * The dump lacks a table.
   *
   * @param there those it has
   */
  public static Failure notDumped(String table, List<String> there) {
    String all = String.join(", ", there.subList(0, Math.min(LISTED, there.size())));
    int more = there.size() - LISTED;
    String has =
        there.isEmpty()
            ? "It holds no table."
            : "It holds " + all + (more > 0 ? " and " + more + " more." : ".");
    return Failure.of("R434", "the dump has no table `" + table + "`")
        .help(near(table, there) + has);
  }

  // Who forgets the schema, or names a wrong one, means the table of that name.
  private static String near(String table, List<String> there) {
    Optional<String> name = TableName.parse(table).map(TableName::name);
    return Nearest.to(table, there)
        .or(
            () ->
                there.stream()
                    .filter(t -> TableName.parse(t).map(TableName::name).equals(name))
                    .findFirst())
        .map(near -> "Did you mean `" + near + "`? ")
        .orElse("");
  }

  /** The table is not any more what was dumped. */
  public static Failure changed(String table, List<String> differences) {
    return Failure.of(
            "R434",
            "`%s` has changed since the dump: %s".formatted(table, String.join("; ", differences)))
        .help(
            "Nothing live was touched. Load everything into another database, and copy what is"
                + " needed.");
  }

  /** The rows that are there are not those that were wanted. */
  public static Failure miscounted(String table, long there, long wanted) {
    return Failure.of(
        "R434", "`%s` would have %d rows instead of %d".formatted(table, there, wanted));
  }
}
