package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Names as the server reads them, and longer statements from files. */
final class Sql {
  private static final int LONGEST_NAME = 63;

  private Sql() {}

  /** A name that is taken as it is, whatever it contains. */
  static String quoted(String name) {
    if (name.indexOf('\0') >= 0 || name.isEmpty()) {
      throw new IllegalArgumentException("not a name");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table, with its schema where it has one. */
  static String quoted(TableName table) {
    return table.schema().isEmpty()
        ? quoted(table.name())
        : quoted(table.schema()) + "." + quoted(table.name());
  }

  /** Bytes a name takes; the server cuts longer ones off without a word. */
  static boolean fits(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
  }

  /** The id of a snapshot, which can only be said inside a statement. */
  static String snapshot(String id) {
    if (!id.matches("[0-9A-F]+(-[0-9A-F]+)+")) {
      throw Failure.of("R433", "`" + id + "` is not the id of a snapshot");
    }
    return "SET TRANSACTION SNAPSHOT '" + id + "'";
  }

  /** A statement that is kept beside this class. */
  static String file(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no " + name + ".sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
