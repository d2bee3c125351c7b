package io.backstay.connectors.postgres;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Databases that restores have kept, known by the notes they left on them. */
final class Leftovers {
  private static final String NOTED =
      """
      SELECT datname::text, shobj_description(oid, 'pg_database') FROM pg_catalog.pg_database
      WHERE shobj_description(oid, 'pg_database') LIKE ? ORDER BY 1
      """;
  private static final String UNTIL = ", kept until ";

  private Leftovers() {}

  /**
   * A database that was kept.
   *
   * @param name of the database
   * @param until when its time is over
   */
  record Kept(String name, Instant until) {}

  /** What is there of a database. */
  static List<Kept> of(String live, SqlSession session) {
    String note = "backstay: `" + live + "` before run ";
    List<Kept> kept = new ArrayList<>();
    for (SqlSession.Row row : session.rows(NOTED, "backstay: %" + UNTIL + "%")) {
      if (row.text(1).startsWith(note)) {
        until(row.text(1)).ifPresent(until -> kept.add(new Kept(row.text(0), until)));
      }
    }
    return kept;
  }

  private static Optional<Instant> until(String note) {
    try {
      int from = note.lastIndexOf(UNTIL) + UNTIL.length();
      return Optional.of(Instant.parse(note.substring(from)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
