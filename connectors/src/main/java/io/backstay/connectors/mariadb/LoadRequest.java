package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.SideName;
import io.backstay.spi.Request;

/**
 * Asks for a dump to be loaded into the successor of a database.
 *
 * @param live name of the database
 */
record LoadRequest(String live) implements Request {
  @Override
  public String says() {
    return "loaded into " + SideName.incoming(live);
  }
}
