package io.backstay.connectors.postgres;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What can be said about a database before anything is done with it.
 *
 * @param access how its server is reached
 * @param database its name
 */
record Probe(Access access, String database) {
  private static final String SIZE = "SELECT pg_catalog.pg_database_size(current_database())";
  private static final String UNREADABLE = Sql.file("unreadable");

  List<Finding> findings(Look look) {
    try (SqlSession session = access.readOnly(database, look)) {
      return findings(session);
    } catch (Failure e) {
      return List.of(outsideOnly(e) ? Finding.unchecked(e.message()) : failed(e));
    }
  }

  // A server may let its neighbours in and nobody else; only that a database is missing is so
  // wherever one comes from.
  private boolean outsideOnly(Failure e) {
    return access.looksFromOutside()
        && e.getCause() instanceof SQLException refused
        && !"3D000".equals(refused.getSQLState());
  }

  private List<Finding> findings(SqlSession session) {
    Catalog catalog = new Catalog(session);
    Version version = catalog.version();
    List<Finding> findings = new ArrayList<>();
    String programs = "";
    try {
      programs = access.foresee(version).map(v -> ", pg_dump " + v).orElse("");
    } catch (Failure e) {
      findings.add(failed(e));
    }
    List<String> unreadable = session.rows(UNREADABLE).stream().map(row -> row.text(0)).toList();
    if (!unreadable.isEmpty()) {
      findings.add(unreadable(unreadable));
    }
    int tables = catalog.inventory().allTables().size();
    long bytes = Long.parseLong(session.value(SIZE));
    String summary =
        "PostgreSQL %s %s%s; %s; %s"
            .formatted(version, access.says(), programs, size(bytes), tables(tables, unreadable));
    Facts data = new Facts(Map.of("version", version.toString(), "bytes", bytes, "tables", tables));
    findings.addFirst(new Finding(Finding.Status.OK, summary, null, data));
    if (programs.isEmpty() && findings.size() == 1) {
      findings.add(Finding.unchecked("the version of pg_dump is only known when it is started"));
    }
    return findings;
  }

  private static Finding failed(Failure e) {
    return Finding.fail(e.message(), e.help() == null ? "Look at the server's log." : e.help());
  }

  private static Finding unreadable(List<String> tables) {
    return Finding.fail(
        "the role may not read " + String.join(", ", tables),
        "Grant it pg_read_all_data, or let an owner of the tables make the dump.");
  }

  private static String tables(int all, List<String> unreadable) {
    return unreadable.isEmpty()
        ? "all " + all + " tables readable"
        : (all - unreadable.size()) + " of " + all + " tables readable";
  }

  private static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
