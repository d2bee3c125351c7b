package io.backstay.connectors.postgres;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Handle;
import io.backstay.spi.Request;

/** A moment of a database, held open so that others can look at the very same. */
final class Snapshot implements Handle {
  /** The fact under which its id is known to what happens meanwhile. */
  static final String ID = "snapshot";

  /** The fact that says which version the server has. */
  static final String SERVER = "server-version-num";

  private static final String WITHOUT_TIMEOUTS =
      """
      SELECT set_config(name, '0', false) FROM pg_catalog.pg_settings
      WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout',
        'statement_timeout')
      """;

  private final SqlSession session;
  private final Facts facts;

  /** Asks for one. */
  record Asked() implements Request {
    @Override
    public String says() {
      return "a snapshot, so that dump and counts are of the same moment";
    }
  }

  private Snapshot(SqlSession session, Facts facts) {
    this.session = session;
    this.facts = facts;
  }

  /** Takes one in a session, which is closed with it. */
  static Snapshot in(SqlSession session) {
    withoutTimeouts(session);
    session.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    String id = session.value("SELECT pg_export_snapshot()");
    String server = session.value("SELECT current_setting('server_version_num')");
    return new Snapshot(session, Facts.of(ID, id).and(Facts.of(SERVER, server)));
  }

  /** Lets a session take the time it needs, whatever the server's habits are. */
  static void withoutTimeouts(SqlSession session) {
    session.rows(WITHOUT_TIMEOUTS);
  }

  /** Lets another session see what this one sees. */
  static void enter(SqlSession session, String id) {
    withoutTimeouts(session);
    session.run("SET lock_timeout = '60s'");
    session.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    session.run(Sql.snapshot(id));
  }

  @Override
  public Facts facts() {
    return facts;
  }

  // Programs that were given the id go on when the session is gone, and exit with 0: whether what
  // they made belongs together is only known here.
  @Override
  public void confirm() {
    try {
      session.value("SELECT 1");
    } catch (Failure e) {
      throw Failure.of("R433", "the snapshot was lost while it was dumped: " + e.message())
          .because(e)
          .transientOne();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
