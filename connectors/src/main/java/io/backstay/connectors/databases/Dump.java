package io.backstay.connectors.databases;

import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step {@code dump}. */
@Doc(
    value =
        "Dumps a database into an artifact, and counts and describes what it holds in the very same "
            + "moment. It has only worked when the end of the dump was seen and nothing of the "
            + "inventory is missing in it.",
    changes =
        "Adds an artifact and its inventory to the staged set; the database is only " + "read.",
    undo = "Staged files are removed after a failure, a signal or a crash.")
public final class Dump implements StepType<Dump.Params> {

  /**
   * Parameters.
   *
   * @param source what to dump
   * @param to name of the artifact
   * @param format of the dump
   * @param content what of it
   * @param scope of the server
   * @param tables which
   * @param compress how the artifact is compressed
   * @param jobs parallel workers
   * @param record what is written down for later
   */
  public record Params(
      @Doc(value = "The database to dump.", example = "db") SourceRef source,
      @Doc(
              value =
                  "Name of the artifact. Its ending says how it is compressed: `.gz`, `.zst`, or "
                      + "not beyond what the format does itself.",
              example = "postgres.dump")
          String to,
      @Doc(
              value =
                  "PostgreSQL: `custom`, an archive that is loaded in parallel, or `plain`, an SQL "
                      + "script. By default a name with `.sql` means `plain`.",
              example = "custom")
          @Nullable String format,
      @Doc(value = "Everything, or only its structure, or only its rows.", example = "all")
          @Default("all")
          Content content,
      @Doc(
              value = "This database, or every database of its server together with the roles.",
              example = "database")
          @Default("database")
          Scope scope,
      @Doc(
              value = "Only these tables, upper and lower case as written; none means all of them.",
              example = "[users, sales.orders]")
          @Default("[]")
          List<String> tables,
      @Doc("How the artifact is compressed: `none`, `gzip` or `zstd`; has to agree with its name.")
          @Nullable Compress compress,
      @Doc(value = "Parallel workers, where the format allows it.", example = "1") @Default("1")
          int jobs,
      @Doc(
              value = "What is written down in the moment of the dump, for `expect: recorded`.",
              example = "{row-counts: all, schema: true}")
          @Nullable Recorded record) {

    /** Refuses what contradicts itself. */
    public Params {
      tables = List.copyOf(tables);
      if (jobs < 1) {
        throw new Refusal("E211", "jobs", "`jobs` is at least 1", null);
      }
      if (compress != null && compress.codec() != codec(to)) {
        throw new Refusal(
            "E211",
            "compress",
            "`%s` does not say that it is compressed with %s".formatted(to, compress.word()),
            "Leave `compress` out, or end the name with `" + compress.ending + "`.");
      }
    }

    private static Op.Codec codec(String name) {
      if (name.endsWith(".gz")) {
        return Op.Codec.GZIP;
      }
      return name.endsWith(".zst") ? Op.Codec.ZSTD : Op.Codec.NONE;
    }
  }

  /**
   * What is written down.
   *
   * @param rowCounts tables whose rows are counted
   * @param schema whether the structure is described
   */
  public record Recorded(
      @Doc(value = "Tables whose rows are counted, or `all`.", example = "[users, orders]")
          @Default("[]")
          List<String> rowCounts,
      @Doc(value = "Whether the structure of every table is described.", example = "true")
          @Default("false")
          boolean schema) {}

  /** What of a database is dumped. */
  public enum Content {
    /** Structure and rows. */
    ALL,
    /** Structure. */
    SCHEMA,
    /** Rows. */
    DATA
  }

  /** What of a server is dumped. */
  public enum Scope {
    /** The one database. */
    DATABASE,
    /** All of them, and the roles. */
    ALL_DATABASES
  }

  /** How an artifact is compressed. */
  public enum Compress {
    /** Not. */
    NONE(Op.Codec.NONE, ""),
    /** By gzip. */
    GZIP(Op.Codec.GZIP, ".gz"),
    /** By Zstandard. */
    ZSTD(Op.Codec.ZSTD, ".zst");

    private final Op.Codec codec;
    private final String ending;

    Compress(Op.Codec codec, String ending) {
      this.codec = codec;
      this.ending = ending;
    }

    Op.Codec codec() {
      return codec;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String name() {
    return "dump";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    Recorded record = params.record() == null ? new Recorded(List.of(), false) : params.record();
    return Databases.named("source", params.source(), names)
        .dump(
            new DatabaseSource.Dump(
                params.to(),
                Params.codec(params.to()),
                params.format(),
                params.content().name().toLowerCase(Locale.ROOT),
                params.scope().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                params.tables(),
                params.jobs(),
                new DatabaseSource.Recording(record.rowCounts(), record.schema())));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("artifact", "artifact");
  }
}
