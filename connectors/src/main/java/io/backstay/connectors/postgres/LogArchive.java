package io.backstay.connectors.postgres;

import io.backstay.expr.Human;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import java.time.Duration;
import java.util.Map;

/** The archive a server keeps of its log, as far as the server knows. */
final class LogArchive {
  private static final String MODE = "SHOW archive_mode";
  private static final String MAY_SWITCH =
      "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_switch_wal()', 'EXECUTE')";
  private static final String MAY_SEE =
      "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_ls_archive_statusdir()', 'EXECUTE')";

  // Without anything written there would be no segment to close, and nothing to be seen of it.
  private static final String WRITE = "SELECT pg_catalog.txid_current()";
  private static final String CLOSE =
      "SELECT pg_catalog.pg_walfile_name(at), at,"
          + " pg_catalog.pg_size_bytes(current_setting('wal_segment_size'))"
          + " FROM pg_catalog.pg_switch_wal() at";
  private static final String ARCHIVED =
      "SELECT coalesce(last_archived_wal, ''), coalesce(last_failed_wal, '')"
          + " FROM pg_catalog.pg_stat_archiver";
  private static final String A_MOMENT = "SELECT pg_catalog.pg_sleep(0.1)";
  private static final String SINCE =
      "SELECT coalesce(ceil(extract(epoch FROM clock_timestamp() - last_archived_time)), -1)::bigint,"
          + " (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'archive_timeout')"
          + " FROM pg_catalog.pg_stat_archiver";
  private static final String WAITING =
      "SELECT count(*),"
          + " coalesce(ceil(extract(epoch FROM clock_timestamp() - min(modification))), 0)::bigint"
          + " FROM pg_catalog.pg_ls_archive_statusdir() WHERE name ~ '^[0-9A-F]{24}[.]ready$'";

  private final SqlSession session;

  LogArchive(SqlSession session) {
    this.session = session;
  }

  /**
   * Closes the segment that is written, and waits until it is archived.
   *
   * @param atMost how long that may take
   */
  record Close(Duration atMost) implements Request {
    @Override
    public String says() {
      return "the WAL segment is closed, and archived within " + Human.duration(atMost);
    }
  }

  Facts close(Duration atMost, Tools tools) {
    demandArchiver();
    if (!session.value(MAY_SWITCH).equals("t")) {
      throw Failure.of("R436", "the role may not close a segment of the WAL")
          .help("GRANT EXECUTE ON FUNCTION pg_switch_wal() TO …, or name another `user`.");
    }
    session.value(WRITE);
    SqlSession.Row closed = session.rows(CLOSE).getFirst();
    String segment = Segment.before(closed.text(0), closed.text(1), Long.parseLong(closed.text(2)));
    tools.log("closed " + segment);
    await(segment, atMost);
    tools.log("archived " + segment);
    return Facts.of("segment", segment);
  }

  private void await(String segment, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!archived(segment)) {
      if (System.nanoTime() - end >= 0) {
        throw late(segment, atMost);
      }
      session.value(A_MOMENT);
    }
  }

  /** Later ones count, for they are archived in their order; what is no segment does not. */
  private boolean archived(String segment) {
    String last = session.rows(ARCHIVED).getFirst().text(0);
    return Segment.is(last) && last.compareTo(segment) >= 0;
  }

  private Failure late(String segment, Duration atMost) {
    SqlSession.Row archiver = session.rows(ARCHIVED).getFirst();
    String failed = archiver.text(1).equals(segment) ? "; the archiver has failed with it" : "";
    return Failure.of(
            "R436",
            "segment `%s` is not archived after %s%s"
                .formatted(segment, Human.duration(atMost), failed))
        .help("See the server's log for what its `archive_command` says.");
  }

  /** How much of what is committed may not be archived, in time. */
  Facts behind() {
    demandArchiver();
    SqlSession.Row since = session.rows(SINCE).getFirst();
    long archived = Long.parseLong(since.text(0));
    long timeout = Long.parseLong(since.text(1));
    if (archived < 0) {
      throw Failure.of("R436", "the server has not archived anything yet")
          .help("See the server's log for what its `archive_command` says.");
    }
    SqlSession.Row waiting = waiting();
    long segments = Long.parseLong(waiting.text(0));
    long waits = Long.parseLong(waiting.text(1));
    // What is in the current segment is as old as that may become; what is in one that waits was
    // written before it was closed.
    long open = timeout > 0 ? timeout : archived;
    long seconds = segments == 0 ? open : Math.max(archived, waits + timeout);
    return new Facts(Map.of("seconds", seconds, "waiting-segments", segments));
  }

  private SqlSession.Row waiting() {
    if (new Catalog(session).version().major() < 12) {
      throw Failure.of(
              "R436", "a server before PostgreSQL 12 does not say what waits for its archiver")
          .help("Leave the check out, or upgrade the server.");
    }
    if (!session.value(MAY_SEE).equals("t")) {
      throw Failure.of("R436", "the role may not see what waits for the archiver")
          .help("GRANT pg_monitor TO …, or name another `user`.");
    }
    return session.rows(WAITING).getFirst();
  }

  private void demandArchiver() {
    if (session.value("SELECT pg_catalog.pg_is_in_recovery()").equals("t")) {
      throw Failure.of(
              "R436", "the server is a standby, and its archiver is not the one that counts")
          .help("Name the server that takes the writes.");
    }
    if (session.value(MODE).equals("off")) {
      throw Failure.of("R436", "the server archives nothing: its `archive_mode` is off")
          .help("archive_mode = on and an archive_command in postgresql.conf, then restart it.");
    }
  }
}
