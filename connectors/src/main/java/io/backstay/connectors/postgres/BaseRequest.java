package io.backstay.connectors.postgres;

import io.backstay.spi.TreeSource;

/**
 * Asks for the files of a whole server.
 *
 * @param fast whether its checkpoint is made at once
 */
record BaseRequest(boolean fast) implements TreeSource.Archived {
  @Override
  public String says() {
    return "pg_basebackup of the whole server";
  }
}
