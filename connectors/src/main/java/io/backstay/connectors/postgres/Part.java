package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Succession;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Failure;
import io.backstay.spi.Request;
import java.util.ArrayList;
import java.util.List;

/** Some tables of a database, and what is asked about them. */
final class Part {
  /** The fact that a database beside the live one is not its successor, but holds these tables. */
  static final String TABLES = "tables";

  /** What has to be known to take that database away. */
  static final List<String> FACTS = facts();

  private Part() {}

  private static List<String> facts() {
    List<String> facts = new ArrayList<>(Succession.FACTS);
    facts.add(TABLES);
    return List.copyOf(facts);
  }

  /**
   * Finds out whether there is a database these tables can be put into.
   *
   * @param tables by their names in the plan
   */
  record Planned(List<String> tables) implements Request {
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
  record PutIn(String live, List<String> tables) implements Request {
    @Override
    public String says() {
      return "rows of %s replaced in %s in one transaction; a later failure does not undo it"
          .formatted(String.join(", ", tables), live);
    }
  }

  /** The tables, their schemas said; each once. */
  static List<TableName> named(List<String> tables) {
    return tables.stream().map(Part::named).distinct().toList();
  }

  // A dump knows no search path, so nothing but the usual schema can go without saying.
  private static TableName named(String text) {
    TableName name =
        TableName.parse(text)
            .orElseThrow(() -> Failure.of("R436", "`" + text + "` is not the name of a table"));
    return name.schema().isEmpty() ? new TableName("public", name.name()) : name;
  }
}
