package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.time.Duration;

/**
 * What can be said about copying a server's files before anything is done.
 *
 * @param access how it is reached
 * @param database one of its databases
 */
record BaseProbe(Access access, String database) {
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final String ALLOWED =
      "SELECT rolreplication OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user";
  private static final String ELSEWHERE =
      "SELECT count(*) FROM pg_catalog.pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')";

  /**
   * Makes sure that it could be done.
   *
   * @throws Failure when it could not
   */
  void demand(Tools tools) {
    try (SqlSession session = access.session(database, tools)) {
      session.silentFor(SILENCE);
      access.client(new Catalog(session).version(), tools);
      if (!session.value(ALLOWED).equals("t")) {
        throw Failure.of("R436", "the role may not copy the files of the server")
            .help("ALTER ROLE … REPLICATION, and a line `host replication …` in pg_hba.conf.");
      }
      if (!session.value(ELSEWHERE).equals("0")) {
        throw Failure.of("R436", "the server has tablespaces, which lie outside its directory")
            .help("Dump its databases, or move what is in them into pg_default.");
      }
      if (session.value("SHOW wal_level").equals("minimal")) {
        throw Failure.of("R436", "the server's `wal_level` is minimal, so no copy is consistent")
            .help("wal_level = replica in postgresql.conf, then restart it.");
      }
    }
  }
}
