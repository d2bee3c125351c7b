package io.backstay.connectors.databases;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Verdict;
import java.util.List;

/** The check {@code tables}. */
@Doc("Whether a database has at least so many tables, and these among them.")
public final class TablesCheck implements ReadCheckType<TablesCheck.Params> {

  /**
   * Parameters.
   *
   * @param in which database
   * @param min how many tables at least
   * @param include tables that have to be there
   */
  public record Params(
      @Doc(value = "The database that is looked at.", example = "db") SourceRef in,
      @Doc(value = "How many tables there are at least.", example = "7") @Default("1") int min,
      @Doc(value = "Tables that have to be among them.", example = "[users, orders]") @Default("[]")
          List<String> include) {}

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return List.of(Ref.of(params.in()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Facts facts = world.observe(Ref.of(params.in()), Inventory.Asked.live());
    List<String> tables = Inventory.of(facts.values()).allTables();
    Facts found = Facts.of("tables", tables);
    List<String> missing =
        params.include().stream()
            .map(TableName::canonical)
            .filter(t -> !tables.contains(t))
            .toList();
    if (!missing.isEmpty()) {
      String names = String.join(", ", missing);
      return new Verdict.NotPassed(
          names + " among the tables",
          tables.isEmpty() ? "no tables" : String.join(", ", tables),
          "the database lacks " + names,
          found);
    }
    if (tables.size() < params.min()) {
      String summary = "the database has %d tables".formatted(tables.size());
      return new Verdict.NotPassed("at least " + params.min(), "" + tables.size(), summary, found);
    }
    return new Verdict.Passed(tables.size() + " tables", found);
  }
}
