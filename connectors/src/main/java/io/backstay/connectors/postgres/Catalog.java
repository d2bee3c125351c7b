package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be asked of a database; every answer is that of the session's snapshot.
 *
 * @param session where the questions go
 */
record Catalog(SqlSession session) {
  private static final String INVENTORY = Sql.file("inventory");
  private static final String SCHEMA = Sql.file("schema");
  private static final String TABLE =
      """
      SELECT n.nspname::text, c.relname::text
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = pg_catalog.to_regclass(?) AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
      """;
  private static final String COUNTED =
      """
      SELECT n.nspname::text, c.relname::text
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid
          AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')
      ORDER BY 1, 2
      """;

  /** Version of the server. */
  Version version() {
    return Version.number(session.value("SELECT current_setting('server_version_num')"));
  }

  /** What there is. */
  Inventory inventory() {
    Map<String, List<String>> relations = new TreeMap<>();
    Map<String, String> extensions = new TreeMap<>();
    List<String> owners = new ArrayList<>();
    long objects = 0;
    for (SqlSession.Row row : session.rows(INVENTORY)) {
      String one = row.text(1);
      switch (row.text(0)) {
        case "extension" -> extensions.put(one, row.text(2));
        case "owner" -> owners.add(one);
        case "large-objects" -> objects = Long.parseLong(one);
        default ->
            relations
                .computeIfAbsent(row.text(0), kind -> new ArrayList<>())
                .add(shown(one, row.text(2)));
      }
    }
    return new Inventory(relations, extensions, objects, owners);
  }

  /** Rows of tables by the names people read; {@code all} is every table but partitions. */
  Map<String, Object> counts(List<String> tables) {
    List<TableName> counted =
        tables.equals(List.of("all"))
            ? session.rows(COUNTED).stream().map(r -> new TableName(r.text(0), r.text(1))).toList()
            : tables.stream().map(this::table).toList();
    Map<String, Object> counts = new LinkedHashMap<>();
    for (TableName table : counted) {
      String rows = session.value("SELECT count(*) FROM " + Sql.quoted(table));
      counts.put(shown(table.schema(), table.name()), Long.parseLong(rows));
    }
    return counts;
  }

  /** A table by what people call it, as the search path finds it. */
  TableName table(String text) {
    TableName name =
        TableName.parse(text)
            .orElseThrow(() -> Failure.of("R436", "`" + text + "` is not the name of a table"));
    List<SqlSession.Row> found = session.rows(TABLE, Sql.quoted(name));
    if (found.isEmpty()) {
      throw Failure.of("R436", "there is no table `" + text + "`")
          .help("Names are taken as written, upper and lower case included: `schema.table`.");
    }
    return new TableName(found.getFirst().text(0), found.getFirst().text(1));
  }

  /** The structure of everything, a line each, and its digest. */
  Facts schema() {
    session.rows("SELECT set_config('search_path', '', true)");
    StringBuilder text = new StringBuilder();
    session.rows(SCHEMA).forEach(row -> text.append(row.text(0)).append('\n'));
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

  /** What people call it: {@code public} goes without saying. */
  static String shown(String schema, String name) {
    return new TableName(schema, name).canonical().toString();
  }
}
