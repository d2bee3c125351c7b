package io.backstay.connectors.databases;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The step {@code rehearse}. */
@Doc(
    value =
        "Loads a dump of this run into a temporary database, compares it with what was dumped,"
            + " makes checks there, and drops it. To the checks the server's own database is the"
            + " temporary one, which they look at without `in`. Goes before `encrypt`. A copy of the"
            + " set that a later `verify` with `in` finds to have the very bytes that were rehearsed"
            + " has the level `restored`, once all of its artifacts were.",
    changes = "Makes a database where nothing has its name, and drops it again.",
    undo =
        "The temporary database is dropped whatever happens: after a failure, a signal or a crash,"
            + " too. Nothing that the step has not made is ever dropped.")
public final class Rehearse implements StepType<Rehearse.Params> {

  /**
   * Parameters.
   *
   * @param into where it is loaded
   * @param artifact the dump
   * @param jobs parallel workers
   * @param checks what is checked there
   */
  public record Params(
      @Doc(
              value = "Where it is loaded.",
              example = "{database: {server: db, name: 'app_rehearsal_${run.stamp}'}}")
          Into into,
      @Doc(
              "The dump: a name, or a pattern that fits one. Left out, the only dump of the set, or"
                  + " the only one of the database whose server this is.")
          @Nullable Artifacts artifact,
      @Doc(value = "Parallel workers, where the format of the dump allows it.", example = "2")
          @Default("2")
          int jobs,
      @Doc(
              value =
                  "What is checked there, beside the comparison with what was dumped; `in` is the"
                      + " server's database when it is left out.",
              example = "[tables: {in: db, min: 7}]")
          @Default("[]")
          List<CheckUse> checks) {

    /** Refuses what cannot be. */
    public Params {
      checks = List.copyOf(checks);
      if (jobs < 1 || jobs > 64) {
        throw new Refusal("E211", "jobs", "`jobs` is a number from 1 to 64", null);
      }
    }
  }

  /**
   * Where a dump is loaded.
   *
   * @param database a database made for it
   */
  public record Into(
      @Doc(
              value = "A database that is made for it.",
              example = "{server: db, name: 'app_rehearsal_${run.stamp}'}")
          Database database) {}

  /**
   * A temporary database.
   *
   * @param server whose server it is on
   * @param name its name
   */
  public record Database(
      @Doc(value = "The database whose server it is made on.", example = "db") SourceRef server,
      @Doc(
              value = "Its name; one of its own when left out.",
              example = "app_rehearsal_${run.stamp}")
          @Nullable String name) {}

  @Override
  public String name() {
    return "rehearse";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    Database into = params.into().database();
    String name = into.name() == null ? own(names) : into.name();
    Artifacts artifact = params.artifact() == null ? Artifacts.ALL : params.artifact();
    return Databases.named("into", into.server(), names)
        .rehearse(
            new DatabaseSource.Rehearsal(
                names.step(), name, artifact, params.jobs(), params.checks()));
  }

  private static String own(Names names) {
    return "backstay_rehearsal_" + names.run().id().replace('?', 'x').replace('-', '_');
  }
}
