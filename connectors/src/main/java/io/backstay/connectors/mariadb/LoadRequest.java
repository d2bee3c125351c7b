package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.SideName;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.List;

/**
 * Asks for a dump to be loaded into a database beside the live one: its successor, or a stopover
 * for some of its tables.
 *
 * @param live name of the database it stands beside
 * @param tables what is wanted out of it; empty for everything
 */
record LoadRequest(String live, List<String> tables) implements Request {
  /** Refuses tables of other databases. */
  LoadRequest {
    tables = List.copyOf(tables);
    tables.forEach(LoadRequest::refuseElsewhere);
  }

  private static void refuseElsewhere(String text) {
    if (TableName.parse(text).filter(name -> !name.schema().isEmpty()).isPresent()) {
      throw new Refusal(
          "E211",
          "tables",
          "`" + text + "` is of another database; a dump of MariaDB is of one",
          "Name the table alone; a dot in its name needs quotes:  '\"odd.name\"'");
    }
  }

  /** The tables by their own names, each once. */
  static List<String> names(List<String> tables) {
    return tables.stream()
        .map(text -> TableName.parse(text).orElseThrow().name())
        .distinct()
        .toList();
  }

  @Override
  public String says() {
    String what = tables.isEmpty() ? "" : "everything, for " + String.join(", ", tables) + ", ";
    return what + "loaded into " + SideName.incoming(live);
  }
}
