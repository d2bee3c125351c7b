package io.backstay.connectors.databases;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.util.List;
import java.util.Map;

/** The step {@code base-backup}. */
@Doc(
    value =
        "Copies the files of a whole database server while it runs, together with the log that makes"
            + " them consistent: a data directory that a server of the same major version starts on,"
            + " below a root named like the source. Each file is compared with the manifest the server"
            + " gives along, in the one pass that stores it; a server before 13 gives none, and then"
            + " only the end of the archive is proven. `untar` puts it into an empty directory.",
    changes =
        "Adds an archive and its list of members to the staged set; the server makes a checkpoint.",
    undo = "Staged files are removed after a failure, a signal or a crash.")
public final class BaseBackup implements StepType<BaseBackup.Params> {

  /**
   * Parameters.
   *
   * @param source whose server
   * @param to name of the artifact
   * @param checkpoint how the server makes its checkpoint
   */
  public record Params(
      @Doc(
              value =
                  "A database of the server; its role needs `REPLICATION`, and `pg_hba.conf` has to"
                      + " let it in for that.",
              example = "db")
          SourceRef source,
      @Doc(
              value =
                  "Name of the archive; its ending says how it is compressed: `.tar`, `.tar.gz`,"
                      + " `.tar.zst`.",
              example = "base.tar.zst")
          String to,
      @Doc(
              value =
                  "`spread` spares the server and may take minutes until the copy begins; `fast`"
                      + " begins at once.",
              example = "fast")
          @Default("spread")
          Checkpoint checkpoint) {

    /** Refuses a name that does not say what it is. */
    public Params {
      if (!to.matches(".*\\.tar(\\.gz|\\.zst)?")) {
        throw new Refusal(
            "E211",
            "to",
            "the name `" + to + "` does not say what kind of archive it is",
            "to: base.tar.zst");
      }
    }

    private Op.Codec codec() {
      if (to.endsWith(".gz")) {
        return Op.Codec.GZIP;
      }
      return to.endsWith(".zst") ? Op.Codec.ZSTD : Op.Codec.NONE;
    }
  }

  /** How the server makes its checkpoint. */
  public enum Checkpoint {
    /** Over some time. */
    SPREAD,
    /** At once. */
    FAST
  }

  @Override
  public String name() {
    return "base-backup";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return Databases.named("source", params.source(), names)
        .baseBackup(params.to(), params.codec(), params.checkpoint() == Checkpoint.FAST);
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("artifact", "artifact");
  }
}
