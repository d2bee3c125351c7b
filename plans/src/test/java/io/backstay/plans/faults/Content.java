package io.backstay.plans.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What sources hold, to the byte and to the row.
 *
 * @param files every path below the tree: kind, mode, time, digest of the bytes
 * @param rows every row of the database, in order; its damage, when it has some
 */
record Content(Map<String, String> files, String rows) {

  static Content of(Path tree, Path database) {
    return new Content(tree(tree), rows(database));
  }

  /** Every path below a directory with a digest of what it is. */
  static Map<String, String> tree(Path root) {
    Map<String, String> files = new TreeMap<>();
    if (Files.notExists(root)) {
      return files;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        files.put(root.relativize(path).toString(), describe(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    String about =
        Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS)
            + " "
            + Files.getLastModifiedTime(path);
    return Files.isDirectory(path) ? about : about + " " + digest(Files.readAllBytes(path));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rows(Path database) {
    if (Files.notExists(database)) {
      return "no database";
    }
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement sql = db.createStatement()) {
      return all(sql, "PRAGMA integrity_check") + all(sql, "SELECT * FROM books ORDER BY id");
    } catch (SQLException e) {
      return "damaged: " + e.getMessage();
    }
  }

  private static String all(Statement sql, String query) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (ResultSet rows = sql.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          all.append(rows.getString(i)).append('\t');
        }
        all.append('\n');
      }
    }
    return all.toString();
  }
}
