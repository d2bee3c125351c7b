package io.backstay.connectors.databases;

import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The step {@code recover}. */
@Doc(
    value =
        "For a later version: makes a server of a base backup and has it replay the archived WAL up"
            + " to a moment. This version reads and previews it, and refuses a run that would reach"
            + " it before anything is done.",
    changes = "A new data directory, with a server that runs on it.",
    undo = "The data directory would be removed; this version makes none.")
public final class Recover implements StepType<Recover.Params> {

  /**
   * Parameters.
   *
   * @param base the base backup
   * @param into the server that is made
   * @param until up to which moment
   * @param then what it does afterwards
   */
  public record Params(
      @Doc(value = "The base backup: a name, or a pattern that fits one.", example = "base.tar.zst")
          Artifacts base,
      @Doc(value = "The server that is made, a `postgres-instance`.", example = "recovered")
          SourceRef into,
      @Doc(value = "The moment up to which WAL is replayed.", example = "2026-02-12 14:30:00Z")
          Instant until,
      @Doc(
              value = "`promote` lets it take writes, `pause` leaves it to be looked at.",
              example = "promote")
          @Default("promote")
          Then then) {}

  /** What a server does when it has recovered. */
  public enum Then {
    /** It takes writes. */
    PROMOTE,
    /** It can be read, and could replay more. */
    PAUSE
  }

  @Override
  public String name() {
    return "recover";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return Databases.named("into", params.into(), names)
        .recover(
            new DatabaseSource.Recovery(
                params.base(), params.until(), params.then() == Then.PROMOTE));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("recovered-until", "string");
  }
}
