package io.backstay.drills.scratch;

import io.backstay.spi.Doc;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import io.backstay.spi.SourceRef;
import org.jspecify.annotations.Nullable;

/** The scratch resource {@code database}. */
@Doc(
    "A database of its own on the server of one of the plan's PostgreSQL or MariaDB databases, where"
        + " there is no Docker or the server itself is to be exercised. It is reached as that one is."
        + " The drill refuses to begin when there is a database of its name, and drops nothing but"
        + " what it has made. Only that database is kept apart: a statement of `then-sql` that names"
        + " a role or another database means the real one, and so does one of MariaDB's events, which"
        + " run there when the server's scheduler is on.")
public final class ScratchDatabase implements ScratchType<ScratchDatabase.Params> {

  /**
   * Parameters.
   *
   * @param server whose server it is on
   * @param name its name
   */
  @Doc("A database of its own on a server there is.")
  public record Params(
      @Doc(value = "The database of the plan whose server it is made on.", example = "db")
          SourceRef server,
      @Doc(
              value = "Its name; one that is the drill's own when left out.",
              example = "app_test_${run.stamp}")
          @Nullable String name) {}

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Scratch scratch(String name, Params params, Place place) {
    String own = "backstay_drill_" + place.drill().replace('?', 'x').replace('-', '_');
    return new ServerScratch(
        name, params.server().name(), params.name() == null ? own + "_" + name : params.name());
  }
}
