package io.backstay.connectors.postgres;

import io.backstay.spi.Program;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The server's client programs, wherever they run; safe to use from several threads. */
interface Client {
  /** Their version, such as {@code 16.4}. */
  Version version();

  /**
   * Starts one that connects to a database. It learns the name by its environment, where that is
   * never read as a connection string, and the password without anybody seeing it; its input is
   * open.
   *
   * @param program such as {@code pg_dump}
   */
  Program start(String database, String program, List<String> arguments);

  /** Starts one that connects to nothing; its input is open. */
  Program start(String program, List<String> arguments);

  /** The place for the one file that is loaded into a database; the same whenever it is asked. */
  Spool spool(String database);

  /** A file that programs of this client can read by its path. */
  interface Spool extends AutoCloseable {
    /** Where they find it. */
    String path();

    /** Fills it anew, to the end of the stream, and makes sure that all of it arrived. */
    void fill(InputStream bytes) throws IOException;

    /** Removes it, whoever filled it; never throws. */
    @Override
    void close();
  }
}
