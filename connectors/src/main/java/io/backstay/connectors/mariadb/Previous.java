package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Succession;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The database in which a restore keeps what was there before: its tables, and a note with the rest
 * as a script. It is made before anything live is touched, and everything that undoing needs is in
 * it.
 *
 * @param session anywhere on the server
 * @param name of the database
 */
record Previous(Session session, String name) {
  /** The note; no restore moves it. */
  static final String NOTE = "backstay_previous";

  /** A table that moves here with the others, in one statement: it is here when they are. */
  static final String MARKER = "backstay_swapped";

  /** Makes it with its note, which an earlier attempt may have left. */
  void make(Succession plan, String run, Instant until, byte[] script) {
    Successor successor = new Successor(session);
    if (!successor.exists(name)) {
      successor.createLike(name, plan.live());
    }
    session.run(
        "CREATE TABLE IF NOT EXISTS %s (live TEXT, run TEXT, until TEXT, script LONGBLOB) ENGINE=InnoDB"
            .formatted(note()));
    if (script().isEmpty()) {
      session.run(
          "INSERT INTO %s VALUES (?, ?, ?, X'%s')"
              .formatted(note(), HexFormat.of().formatHex(script)),
          plan.live(),
          run,
          until.toString());
    }
  }

  private String note() {
    return Sql.quoted(name, NOTE);
  }

  /** The script in its note; empty when there is no note. */
  Optional<byte[]> script() {
    if (!has(NOTE)) {
      return Optional.empty();
    }
    return session.rows("SELECT HEX(script) FROM " + note()).stream()
        .findFirst()
        .map(row -> HexFormat.of().parseHex(row.getFirst()));
  }

  /** Whether the tables have moved. */
  boolean swapped() {
    return has(MARKER);
  }

  private boolean has(String table) {
    return new Catalog(session, name).things().getOrDefault("tables", List.of()).contains(table);
  }

  /** Databases that restores of a database have kept, and whose time is over. */
  static List<String> expired(Session session, String live, Instant now) {
    List<String> expired = new ArrayList<>();
    for (List<String> row :
        session.rows(
            "SELECT table_schema FROM information_schema.tables WHERE table_name = ?", NOTE)) {
      String database = row.getFirst();
      session.rows("SELECT live, until FROM " + Sql.quoted(database, NOTE)).stream()
          .filter(note -> note.getFirst().equals(live) && before(note.get(1), now))
          .forEach(note -> expired.add(database));
    }
    return expired;
  }

  private static boolean before(String until, Instant now) {
    try {
      return Instant.parse(until).isBefore(now);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
