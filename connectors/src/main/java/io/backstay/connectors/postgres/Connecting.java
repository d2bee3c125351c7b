package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.RunInfo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What every client program is told about the connection it makes, wherever it runs. */
final class Connecting {
  private static final String TIMEOUT_SECONDS = "8";

  private Connecting() {}

  /**
   * Variables of libpq. A database named here is a name and nothing else; as an argument it could
   * be taken for a connection string.
   */
  static Map<String, String> environment(String database, RunInfo run) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PGDATABASE", database);
    environment.put("PGAPPNAME", application(run));
    environment.put("PGCLIENTENCODING", "UTF8");
    environment.put("PGCONNECT_TIMEOUT", TIMEOUT_SECONDS);
    return environment;
  }

  /** What passwords travel in has one line. */
  static void refuseLineBreak(String password) {
    if (password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
      throw Failure.of("R430", "the password has a line break in it")
          .help("PostgreSQL's programs cannot take such a password; change it.");
    }
  }

  /** A name for what is loaded into a database in this run. */
  static String spool(String database, RunInfo run) {
    byte[] name = database.getBytes(StandardCharsets.UTF_8);
    return "backstay-" + run.id() + "-" + UUID.nameUUIDFromBytes(name);
  }

  /** The name under which the server lists our connections. */
  static String application(RunInfo run) {
    return "backstay " + run.id();
  }
}
