package io.backstay.connectors.sqlite;

import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import java.nio.file.Path;

/** The source {@code sqlite}. */
@Doc("An SQLite database, copied by its own online backup while others go on using it.")
public final class Sqlite implements SourceType<Sqlite.Params> {

  /**
   * Parameters.
   *
   * @param file the database
   */
  public record Params(
      @Primary @Doc(value = "File of the database.", example = "data/app.sqlite") Path file) {}

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new SqliteSource(name, params.file());
  }
}
