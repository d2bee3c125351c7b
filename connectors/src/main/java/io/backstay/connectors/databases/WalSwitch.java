package io.backstay.connectors.databases;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The step {@code wal-switch}. */
@Doc(
    value =
        "Has a database server close the segment of the WAL it is writing, and waits until its own"
            + " archiver says that it is archived: what was committed before is in the archive then."
            + " It makes no artifact, and does not look into the archive. The step fails when the"
            + " server archives nothing, and when it is too late.",
    changes = "The server begins another segment of its WAL; a little is written for that.",
    undo = "Nothing is needed.")
public final class WalSwitch implements StepType<WalSwitch.Params> {

  /**
   * Parameters.
   *
   * @param source whose server
   * @param waitArchived how long archiving may take
   */
  public record Params(
      @Primary
          @Doc(
              value =
                  "A database of the server; its role may execute `pg_switch_wal()`, which only a"
                      + " superuser may unless it was granted.",
              example = "db")
          SourceRef source,
      @Doc(value = "How long archiving may take.", example = "2m") @Default("1m")
          Duration waitArchived) {

    /** Refuses not to wait: nothing would be known then. */
    public Params {
      if (!waitArchived.isPositive()) {
        throw new Refusal(
            "E211", "wait-archived", "archiving takes some time", "wait-archived: 2m");
      }
    }
  }

  @Override
  public String name() {
    return "wal-switch";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return Databases.named("source", params.source(), names).switchLog(params.waitArchived());
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("segment", "string");
  }
}
