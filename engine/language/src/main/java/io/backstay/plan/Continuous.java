package io.backstay.plan;

import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StoreRef;
import java.time.Duration;
import java.util.List;

/**
 * {@code continuous:}, what is archived between two backups.
 *
 * @param wal the log of a database server
 */
@Doc("What is archived between two backups, as it is written.")
public record Continuous(
    @Doc(
            value = "The write-ahead log of a database server.",
            example = "{source: db, to: wal, mode: external, max-lag: 5m}")
        Wal wal) {

  /**
   * The log of a database server.
   *
   * @param source whose
   * @param to where it is archived
   * @param mode who archives it
   * @param maxLag how far the archive may be behind
   */
  @Doc("The write-ahead log of a database server.")
  public record Wal(
      @Doc(value = "A database of the server.", example = "db") SourceRef source,
      @Doc(
              value =
                  "Stores the archive is in. Sets in them, if there are any, are none of its"
                      + " business.",
              example = "wal")
          List<StoreRef> to,
      @Doc(
              value =
                  "Who archives it: `external` is the server's own `archive_command`, which is left"
                      + " to whoever runs the server; `stream` is for a later version, and nothing"
                      + " is streamed by this one.",
              example = "external")
          Mode mode,
      @Doc(
              value =
                  "How far the archive may be behind. An RPO shorter than the pauses of the"
                      + " schedule rests on it; the monitor `wal-lag` looks whether it is so.",
              example = "5m")
          Duration maxLag) {

    /** Refuses an archive that is nowhere, and one that is ahead. */
    public Wal {
      to = List.copyOf(to);
      if (to.isEmpty()) {
        throw new Refusal("E211", "to", "`to` names no store", "to: wal");
      }
      if (!maxLag.isPositive()) {
        throw new Refusal("E211", "max-lag", "an archive is always behind", "max-lag: 5m");
      }
    }
  }

  /** Who archives. */
  public enum Mode {
    /** A receiver of backstay's own. */
    STREAM,
    /** The server itself. */
    EXTERNAL
  }
}
