package io.backstay.connectors.databases;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step {@code recreate-database}. */
@Doc(
    value =
        "Makes an empty successor beside a database and leaves the live one alone. A later `load` fills "
            + "it, proves it and gives it the name; then the old one is kept for a while, and is put "
            + "back if a later step fails.",
    changes = "Creates an empty database beside the live one.",
    undo =
        "A failure drops it again. What `load` has put in its place is swapped back "
            + "by a failure of a later step, and kept for as long as `previous` says.")
public final class RecreateDatabase implements StepType<RecreateDatabase.Params> {

  /**
   * Parameters.
   *
   * @param source which database
   * @param terminateConnections whether sessions that are in the way are ended
   * @param previous what becomes of the old one
   */
  public record Params(
      @Primary @Doc(value = "The database that gets a successor.", example = "db") SourceRef source,
      @Doc(
              value =
                  "Ends sessions on the live database when the names are swapped; otherwise "
                      + "somebody connected makes the step fail.",
              example = "true")
          @Default("false")
          boolean terminateConnections,
      @Doc(value = "What becomes of the database as it was.", example = "{keep: 24h}")
          @Nullable Previous previous) {}

  /**
   * What becomes of what was there.
   *
   * @param keep how long it is kept
   */
  public record Previous(
      @Doc(value = "How long it is kept after the restore.", example = "24h") Duration keep) {}

  @Override
  public String name() {
    return "recreate-database";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    Duration keep = params.previous() == null ? null : params.previous().keep();
    return Databases.named("source", params.source(), names)
        .recreate(params.terminateConnections(), keep);
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("previous", "string");
  }

  @Override
  public boolean repeatable() {
    return false;
  }
}
