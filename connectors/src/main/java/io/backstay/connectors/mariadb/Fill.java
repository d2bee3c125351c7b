package io.backstay.connectors.mariadb;

import io.backstay.spi.Request;

/**
 * Loads a dump into a temporary database.
 *
 * @param name of the database
 */
record Fill(String name) implements Request {
  /** Refuses what cannot be its name. */
  Fill {
    MariaDb.Params.name("into", name);
  }

  @Override
  public String says() {
    return "the dump loaded into " + name;
  }
}
