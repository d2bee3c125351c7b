package io.backstay.connectors.mariadb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names and texts as the server reads them, and longer statements from files. */
final class Sql {
  private Sql() {}

  /** A name that is taken as it is, whatever it contains. */
  static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  /** A name in a database. */
  static String quoted(String database, String name) {
    return quoted(database) + "." + quoted(name);
  }

  /** A text in which nothing can be taken for a statement or for a command of a program. */
  static String text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return "_utf8mb4 X'%s'".formatted(HexFormat.of().formatHex(bytes));
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
