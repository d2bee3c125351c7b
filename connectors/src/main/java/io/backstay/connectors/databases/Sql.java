package io.backstay.connectors.databases;

import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.util.List;

/** The step {@code sql}. */
@Doc(
    value =
        "Runs statements in a database that is scratch, all of them or none; of MariaDB only as far as"
            + " none of them makes, alters or drops things, which commits there. It stands in"
            + " `prepare` and `damage` of a Drill, which makes and loses its data with it, and nowhere"
            + " else.",
    changes = "Whatever the statements do to a scratch database.",
    undo = "Nothing: scratch goes with the drill.")
public final class Sql implements StepType<Sql.Params> {

  /**
   * Parameters.
   *
   * @param in which database
   * @param statement what is run
   */
  public record Params(
      @Doc(value = "The database, by its name in the plan or as scratch.", example = "db")
          SourceRef in,
      @Doc(
              value =
                  "One or several statements; their text is taken as it is, and commands of a client"
                      + " program are none.",
              example = "CREATE TABLE example (id integer)")
          String statement) {

    /** Refuses to do nothing. */
    public Params {
      if (statement.isBlank()) {
        throw new Refusal("E211", "statement", "`statement` is empty", null);
      }
    }
  }

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public boolean onScratchOnly() {
    return true;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return Databases.named("in", params.in(), names).statements(params.statement());
  }
}
