package io.backstay.connectors.databases;

import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.util.List;

/** The step {@code load}. */
@Doc(
    value =
        "Loads a dump into the successor of a database, compares it with what was dumped, and only then "
            + "swaps the names of the two. With `tables`, their rows are loaded into a database beside "
            + "the live one, compared, and put in the place of the live rows in one transaction; "
            + "whatever else is there stays, and rows of other tables have to go on fitting. "
            + "Killed at any instant, the live name holds all of the old or all of the new.",
    changes =
        "Fills the successor of a database and swaps the names of the two; or replaces the rows of "
            + "some tables.",
    undo =
        "Before the swap a failure drops the successor and the live database was "
            + "never touched; a failure of a later step swaps the names back. Rows of some tables, "
            + "once they are replaced, stay: load the whole database where a way back is needed.")
public final class Load implements StepType<Load.Params> {

  /**
   * Parameters.
   *
   * @param artifact the dump
   * @param into which database
   * @param tables which tables
   * @param jobs parallel workers
   * @param extensions created first
   * @param thenSql statements run at the end
   */
  public record Params(
      @Doc(value = "The dump: a name, or a pattern that fits one.", example = "postgres.dump")
          Artifacts artifact,
      @Doc(value = "The database to fill.", example = "db") SourceRef into,
      @Doc(
              "Only these tables, such as `[users, sales.orders]`, without `recreate-database` and "
                  + "`then-sql`; everything when left out. They have to be there, and look as they "
                  + "did when they were dumped.")
          @Default("[]")
          List<String> tables,
      @Doc(value = "Parallel workers, where the format of the dump allows it.", example = "4")
          @Default("2")
          int jobs,
      @Doc(value = "Extensions that are created before anything is loaded.", example = "[vector]")
          @Default("[]")
          List<String> extensions,
      @Doc(
              value =
                  "Statements run when everything is loaded and before it goes live; their text is "
                      + "taken as it is.",
              example = "[GRANT SELECT ON ALL TABLES IN SCHEMA public TO report]")
          @Default("[]")
          List<String> thenSql) {

    /** Refuses what cannot be. */
    public Params {
      tables = List.copyOf(tables);
      extensions = List.copyOf(extensions);
      thenSql = List.copyOf(thenSql);
      if (jobs < 1 || jobs > 64) {
        throw new Refusal("E211", "jobs", "`jobs` is a number from 1 to 64", null);
      }
    }
  }

  @Override
  public String name() {
    return "load";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return Databases.named("into", params.into(), names)
        .load(
            new DatabaseSource.Load(
                params.artifact(),
                params.tables(),
                params.jobs(),
                params.extensions(),
                params.thenSql()));
  }
}
