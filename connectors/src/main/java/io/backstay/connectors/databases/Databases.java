package io.backstay.connectors.databases;

import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Names;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;

/** Finds the database a parameter names. */
final class Databases {
  private Databases() {}

  /** The database a step names. */
  static DatabaseSource named(String parameter, SourceRef source, Names names) {
    if (names.source(source) instanceof DatabaseSource database) {
      return database;
    }
    throw new Refusal(
        "E211",
        parameter,
        "`%s` is not a database".formatted(source.name()),
        "Name a source such as `postgres` or `sqlite`; files and volumes are for `tar`.");
  }
}
