package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Ground;
import io.backstay.spi.Look;
import io.backstay.spi.Tools;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What can be said about a database before anything is done with it.
 *
 * @param access how its server is reached
 * @param database its name
 */
record Probe(Access access, String database) {
  private static final String SIZE = "SELECT pg_catalog.pg_database_size(current_database())";
  private static final String UNREADABLE = Sql.file("unreadable");

  private static final String HIDDEN = " (row-level security)";

  // Nothing else bounds a look: it comes before every step, and steps have timeouts.
  private static final Duration SILENCE = Duration.ofSeconds(20);

  List<Finding> findings(Look look) {
    try (SqlSession session = access.readOnly(database, look)) {
      session.silentFor(SILENCE);
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
    List<String> unreadable = unreadable(session);
    if (!unreadable.isEmpty()) {
      findings.add(unreadable(unreadable));
    }
    int tables = catalog.inventory().allTables().size();
    long bytes = size(session);
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

  /** What a database takes on disk. */
  static long size(SqlSession session) {
    return Long.parseLong(session.value(SIZE));
  }

  /**
   * Makes sure that a dump could be made.
   *
   * @throws Failure when it could not
   */
  void demand(DumpRequest request, Tools tools) {
    try (SqlSession session = toLook(tools)) {
      session.silentFor(SILENCE);
      Catalog catalog = new Catalog(session);
      Version version = access.client(catalog.version(), tools).version();
      tools.log("PostgreSQL " + catalog.version() + ", pg_dump " + version);
      if (!request.cluster()) {
        refuse(unreadable(session), request.tables().stream().map(catalog::table).toList());
      }
    }
  }

  /** Where a successor will lie; empty when that cannot be told for certain. */
  Optional<Ground> ground(Look look) {
    // The database need not be there to be restored.
    Probe beside = new Probe(access, database.equals("postgres") ? "template1" : "postgres");
    try (SqlSession session = beside.toLook(look)) {
      session.silentFor(SILENCE);
      return access.data().of(database, session);
    } catch (Failure e) {
      return Optional.empty(); // A server that a later step starts cannot be asked yet.
    }
  }

  // From outside a container less can be seen than from inside, where the dump will be made.
  private SqlSession toLook(Look look) {
    return access.looksFromOutside() && look instanceof Tools tools
        ? access.session(database, tools)
        : access.readOnly(database, look);
  }

  private static void refuse(List<String> unreadable, List<TableName> wanted) {
    List<String> missing =
        unreadable.stream()
            .filter(
                name ->
                    wanted.isEmpty()
                        || wanted.stream()
                            .map(table -> table.schema() + "." + table.name())
                            .anyMatch(name.replace(HIDDEN, "")::equals))
            .toList();
    if (!missing.isEmpty()) {
      Finding finding = unreadable(missing);
      throw Failure.of("R436", finding.summary()).help(String.valueOf(finding.help()));
    }
  }

  private static List<String> unreadable(SqlSession session) {
    return session.rows(UNREADABLE).stream().map(row -> row.text(0)).toList();
  }

  private static Finding failed(Failure e) {
    return Finding.of(e, "Look at the server's log.");
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
