package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows a dump line by line and counts the rows of its {@code INSERT} statements: it has to begin
 * as a dump and to end with the words that are written last. The rows are those of the dump's own
 * moment, whatever the server holds by now.
 */
final class DumpScanner implements DumpFeed.Scanner<Toc> {
  private static final Pattern BEGIN = Pattern.compile("-- (?:MariaDB|MySQL) dump .*");
  private static final Pattern END = Pattern.compile("-- Dump completed(?: on .*)?");
  private static final String NAME = "`((?:[^`]|``)*)`";
  private static final Pattern TITLE =
      Pattern.compile(
          "-- (Table structure for table|Dumping data for table|Final view structure for view"
              + "|Sequence structure for) `(.*)`");
  private static final Pattern DROP =
      Pattern.compile(
          "/\\*!\\d+ DROP (EVENT|FUNCTION|PROCEDURE|PACKAGE|PACKAGE BODY) IF EXISTS "
              + NAME
              + " ?\\*/.*");
  private static final Pattern TRIGGER = Pattern.compile("/\\*!\\d+ CREATE\\*/.* TRIGGER .*");
  private static final Pattern INSERT = Pattern.compile("INSERT INTO " + NAME + " .*");
  private static final String BODIES = "DELIMITER ;;";
  private static final String BODIES_END = "DELIMITER ;";
  private static final int LONGEST = 64 << 10;

  private final Map<String, Set<String>> names = new HashMap<>();
  private final Map<String, Long> rows = new TreeMap<>();
  private final byte[] line = new byte[LONGEST];
  private final RowCounter counter = new RowCounter();
  private int length;
  private int triggers;
  private boolean begun;
  private boolean inBody;
  private boolean ended;
  private String table = "";

  @Override
  public void accept(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = counter.open() ? counted(bytes, at, to) : lined(bytes, at, to);
    }
  }

  private int counted(byte[] bytes, int from, int to) {
    int at = counter.accept(bytes, from, to);
    if (!counter.open()) {
      rows.merge(table, counter.rows(), Long::sum);
    }
    return at;
  }

  private int lined(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        line();
        length = 0;
        return at + 1;
      }
      if (length < LONGEST) {
        line[length++] = bytes[at];
      }
      if (bytes[at] == ' ' && insertBegins()) {
        length = 0;
        return at + 1;
      }
    }
    return to;
  }

  // Rows follow the name of their table, sometimes on the same line.
  private boolean insertBegins() {
    if (inBody || length < 14 || line[0] != 'I' || line[length - 2] != '`') {
      return false;
    }
    Matcher insert = INSERT.matcher(text());
    if (!insert.matches()) {
      return false;
    }
    ended = false;
    table = shown(insert.group(1));
    counter.begin();
    return true;
  }

  private void line() {
    if (length == 0) {
      return;
    }
    String text = text();
    if (inBody) {
      body(text);
      return;
    }
    ended = END.matcher(text).matches();
    begun |= BEGIN.matcher(text).matches();
    inBody = text.equals(BODIES);
    Matcher title = TITLE.matcher(text);
    Matcher drop = DROP.matcher(text);
    if (title.matches()) {
      title(title.group(1), title.group(2));
    } else if (drop.matches()) {
      String kind = drop.group(1).toLowerCase(java.util.Locale.ROOT) + "s";
      add(kind, shown(drop.group(2)));
    }
  }

  // What is inside is text of the database's owner: nothing there is a sign but its end.
  private void body(String text) {
    if (TRIGGER.matcher(text).matches()) {
      triggers++;
    }
    inBody = !text.equals(BODIES_END);
  }

  private void title(String what, String name) {
    switch (what) {
      case "Table structure for table" -> add(Inventory.TABLES, shown(name));
      case "Dumping data for table" -> rows.putIfAbsent(shown(name), 0L);
      case "Final view structure for view" -> add("views", shown(name));
      default -> add("sequences", shown(name));
    }
  }

  private void add(String kind, String name) {
    names.computeIfAbsent(kind, none -> new TreeSet<>()).add(name);
  }

  private static String shown(String quoted) {
    return Toc.shown(quoted.replace("``", "`"));
  }

  private String text() {
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public Toc finish() {
    line();
    if (!begun) {
      throw Failure.of("R432", "the dump does not begin with `-- MariaDB dump`");
    }
    if (!ended || counter.open()) {
      throw Failure.of(
          "R432", "the dump does not end with `-- Dump completed`: something is missing");
    }
    return new Toc(names, triggers, rows);
  }
}
