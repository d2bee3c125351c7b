package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be asked of a database.
 *
 * @param session where the questions go
 * @param database its name
 */
record Catalog(Session session, String database) {
  static final String TRIGGERS = "triggers";

  private static final String INVENTORY = Sql.file("inventory");
  private static final String SCHEMA = Sql.file("schema");
  private static final String FIRM = Sql.file("firm");
  private static final Map<Brand, String> RIGHTS =
      Map.of(Brand.MARIADB, Sql.file("rights"), Brand.MYSQL, Sql.file("rights-mysql"));
  private static final String OURS = "table_schema = ? AND BINARY table_schema = BINARY ?";
  private static final String WITHOUT_TRANSACTIONS =
      "SELECT table_name FROM information_schema.tables t JOIN information_schema.engines e"
          + " ON e.engine = t.engine WHERE e.transactions <> 'YES' AND table_type <> 'SEQUENCE'"
          + " AND "
          + OURS
          + " ORDER BY 1";
  private static final String VERSIONED =
      "SELECT table_name FROM information_schema.tables WHERE table_type = 'SYSTEM VERSIONED' AND "
          + OURS
          + " ORDER BY 1";
  private static final String BYTES =
      "SELECT COALESCE(SUM(data_length + index_length), 0) FROM information_schema.tables WHERE "
          + OURS;

  /** Whether there is such a database. */
  boolean exists() {
    return !session
        .rows(
            "SELECT 1 FROM information_schema.schemata"
                + " WHERE schema_name = ? AND BINARY schema_name = BINARY ?",
            database,
            database)
        .isEmpty();
  }

  /** What there is, by the names people read. */
  Inventory inventory() {
    Map<String, List<String>> relations = new TreeMap<>();
    things().forEach((kind, names) -> relations.put(kind, names.stream().map(Toc::shown).toList()));
    return new Inventory(relations, Map.of(), 0, List.of());
  }

  /** The names of what there is, by kind. */
  Map<String, List<String>> things() {
    Map<String, List<String>> things = new TreeMap<>();
    for (List<String> row : session.rows(INVENTORY, ours(8))) {
      things.computeIfAbsent(row.getFirst(), kind -> new ArrayList<>()).add(row.get(1));
    }
    return things;
  }

  private String[] ours(int times) {
    return Collections.nCopies(times, database).toArray(String[]::new);
  }

  /** Tables that are not dumped as of one moment. */
  List<String> withoutTransactions() {
    return names(WITHOUT_TRANSACTIONS);
  }

  /** Tables whose history is not dumped. */
  List<String> versioned() {
    return names(VERSIONED);
  }

  private List<String> names(String query) {
    return session.rows(query, ours(2)).stream().map(row -> Toc.shown(row.getFirst())).toList();
  }

  /**
   * Refuses an account to which triggers, events or routines would simply not be there: its dump
   * would lack them, and nothing would show that.
   */
  void refuseUnlessAllIsSeen() {
    List<String> lacking =
        session.rows(RIGHTS.getOrDefault(session.server(), ""), database, database).stream()
            .map(List::getFirst)
            .toList();
    if (!lacking.isEmpty()) {
      throw Failure.of(
              "R436",
              "the account does not see all of `%s`: it lacks %s"
                  .formatted(database, String.join(", ", lacking)))
          .help(
              "Grant it SELECT, SHOW VIEW, TRIGGER and EVENT on the database, and "
                  + (session.server() == Brand.MARIADB
                      ? "SELECT on mysql.proc."
                      : "SHOW_ROUTINE on *.*."));
    }
  }

  /** Refuses a table whose rows cannot be replaced at once, or not without anything else done. */
  void demandReplaceable(String table) {
    List<String> why =
        session.rows(FIRM, database, table, database, table, database, table).stream()
            .map(List::getFirst)
            .toList();
    if (!why.isEmpty()) {
      throw Failure.of(
              "R434",
              "rows of `%s` cannot be replaced: %s"
                  .formatted(Toc.shown(table), String.join(", ", why)))
          .help("Nothing live was touched. Load everything, or load elsewhere and copy by hand.");
    }
  }

  /** How much room it takes. */
  long bytes() {
    return Long.parseLong(session.value(BYTES, ours(2)));
  }

  /** Rows of tables as they are now; {@code all} is every one. */
  Map<String, Object> counts(List<String> tables) {
    List<String> there = things().getOrDefault(Inventory.TABLES, List.of());
    Map<String, Object> counts = new LinkedHashMap<>();
    for (String table : tables.equals(List.of("all")) ? there : named(tables, there)) {
      String rows = session.value("SELECT COUNT(*) FROM " + Sql.quoted(database, table));
      counts.put(Toc.shown(table), Long.parseLong(rows));
    }
    return counts;
  }

  /** Those of them that are asked for, of what was counted before. */
  static Map<String, Object> counted(List<String> tables, Map<String, Object> all) {
    if (tables.equals(List.of("all"))) {
      return all;
    }
    Map<String, Object> only = new LinkedHashMap<>();
    for (String table : tables) {
      Object rows =
          TableName.parse(table)
              .map(name -> all.get(Toc.shown(name.name())))
              .orElseThrow(() -> missing(table));
      only.put(table, rows);
    }
    return only;
  }

  private static List<String> named(List<String> tables, List<String> there) {
    return tables.stream()
        .map(
            text ->
                TableName.parse(text)
                    .map(TableName::name)
                    .filter(there::contains)
                    .orElseThrow(() -> missing(text)))
        .toList();
  }

  /** Complains that there is no such table. */
  static Failure missing(String text) {
    return Failure.of("R436", "there is no table `" + text + "`")
        .help("Names are taken as written, upper and lower case included.");
  }

  /** The structure of everything, a line each, and its digest. */
  Facts schema() {
    StringBuilder text = new StringBuilder();
    session.run("SET SESSION group_concat_max_len = 1048576");
    for (List<String> row : session.rows(SCHEMA, ours(12))) {
      text.append(row.getFirst().replaceAll("\\s+", " ")).append('\n');
    }
    return new Facts(Map.of("schema", text.toString(), "schema-sha256", sha256(text.toString())));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
