package io.backstay.plan;

import io.backstay.expr.Percent;
import io.backstay.expr.Size;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Expect;
import io.backstay.spi.Prefix;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StoreRef;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters of the words that the plans of the tests use; like those of the real ones. */
final class Params {
  private static final String DOC = "Said elsewhere.";

  private Params() {}

  /** Whether a dump is for psql or for pg_restore. */
  enum Format {
    CUSTOM,
    PLAIN
  }

  @Doc(DOC)
  record Recording(
      @Doc(DOC) @Default("[]") List<String> rowCounts,
      @Doc(DOC) @Default("false") boolean schema) {}

  @Doc("Dumps a database into an artifact.")
  record Dump(
      @Doc(value = "The database.", example = "db") SourceRef source,
      @Doc(value = "Name of the artifact.", example = "app.dump") String to,
      @Doc(value = "How it is written.", example = "custom") @Nullable Format format,
      @Doc(value = "Compression.", example = "gzip") @Nullable String compress,
      @Doc(value = "Parallel workers.", example = "4") @Default("1") int jobs,
      @Doc(value = "What is counted.", example = "{schema: true}") @Default("{}")
          Recording record) {}

  @Doc(DOC)
  record Tar(
      @Doc(DOC) @Nullable SourceRef source,
      @Doc(DOC) @Default("[]") List<SourceRef> sources,
      @Doc(DOC) String to,
      @Doc(DOC) @Nullable String changedSince) {}

  @Doc(DOC)
  record Checksum(
      @Primary @Doc(DOC) @Default("[sha256]") List<String> algorithms,
      @Doc(DOC) @Default("all") List<Artifacts> artifacts) {}

  @Doc(DOC)
  record Upload(@Primary @Doc(DOC) List<StoreRef> store) {}

  @Doc(DOC)
  record Verify(
      @Primary @Doc(DOC) List<CheckUse> checks,
      @Doc(DOC) @Nullable StoreRef in,
      @Doc(DOC) @Nullable String onFailure) {}

  @Doc(DOC)
  record Prune(@Primary @Doc(DOC) @Default("[]") List<StoreRef> stores) {}

  @Doc(DOC)
  record Fetch(
      @Primary @Doc(DOC) List<Artifacts> artifacts, @Doc(DOC) @Default("true") boolean verify) {}

  @Doc(DOC)
  record Previous(@Doc(DOC) Duration keep) {}

  @Doc(DOC)
  record Recreate(
      @Primary @Doc(DOC) SourceRef source,
      @Doc(DOC) @Default("false") boolean terminateConnections,
      @Doc(DOC) @Nullable Previous previous) {}

  @Doc(DOC)
  record Statement(@Doc(DOC) SourceRef in, @Doc(DOC) String statement) {}

  @Doc(DOC)
  record Load(
      @Doc(DOC) Artifacts artifact,
      @Doc(DOC) SourceRef into,
      @Doc(DOC) @Default("1") int jobs,
      @Doc(DOC) @Default("[]") List<String> tables,
      @Doc(DOC) @Default("[]") List<String> thenSql) {}

  @Doc(DOC)
  record Recover(
      @Doc(DOC) Artifacts base, @Doc(DOC) SourceRef into, @Doc(DOC) java.time.Instant until) {}

  @Doc(DOC)
  record Untar(
      @Doc(DOC) Artifacts artifact,
      @Doc(DOC) @Nullable SourceRef into,
      @Doc(DOC) @Nullable Previous previous) {}

  @Doc(DOC)
  record Stop(
      @Primary @Doc(DOC) ServiceRef service,
      @Doc(DOC) @Nullable String restart,
      @Doc(DOC) @Nullable String reason) {}

  @Doc(DOC)
  record Restart(
      @Primary @Doc(DOC) ServiceRef service, @Doc(DOC) @Default("healthy") String wait_) {}

  @Doc(DOC)
  record Exec(
      @Primary @Doc(DOC) List<String> run,
      @Doc(DOC) @Default("{}") Map<String, EnvValue> env,
      @Doc(DOC) @Nullable Path workingDirectory,
      @Doc(DOC) @Nullable String capture,
      @Doc(DOC) @Default("[]") List<String> undo) {}

  @Doc(DOC)
  record Postgres(
      @Primary @Doc(DOC) String database,
      @Doc(DOC) @Nullable String container,
      @Doc(DOC) @Nullable String host,
      @Doc(DOC) @Default("5432") int port,
      @Doc(DOC) @Default("postgres") String user,
      @Doc(DOC) @Nullable Secret password,
      @Doc(DOC) @Default("[]") List<String> extensions) {
    Postgres {
      if (port < 1) {
        throw new Refusal("E211", "port", "`port` is a number from 1 to 65535", "port: 5432");
      }
      if (container != null && host != null) {
        throw new Refusal("E211", null, "either `container` or `host`", null);
      }
    }
  }

  @Doc(DOC)
  record Volume(@Primary @Doc(DOC) String name) {}

  @Doc(DOC)
  record FileTree(
      @Primary @Doc(DOC) Path path,
      @Doc(DOC) @Default("false") boolean optional,
      @Doc(DOC) @Default("[]") List<String> exclude) {}

  @Doc(DOC)
  record Container(@Primary @Doc(DOC) String name, @Doc(DOC) @Nullable URI health) {}

  @Doc(DOC)
  record Mute(@Doc(DOC) String name) {}

  @Doc(DOC)
  record Nothing() {}

  @Doc(DOC)
  record Directory(
      @Primary @Doc(DOC) Path path,
      @Doc(DOC) @Default("false") boolean create,
      @Doc(DOC) @Nullable String mode) {}

  @Doc(DOC)
  record S3(@Doc(DOC) String bucket, @Doc(DOC) @Default("''") Prefix prefix) {}

  @Doc(DOC)
  record FreeSpace(@Doc(DOC) StoreRef store, @Doc(DOC) String min) {}

  @Doc(DOC)
  record Tell(@Primary @Doc(DOC) Secret secret) {}

  @Doc(DOC)
  record OfArtifacts(@Primary @Doc(DOC) List<Artifacts> artifacts) {}

  @Doc(DOC)
  record SizeOf(
      @Doc(DOC) @Default("set") String of,
      @Doc(DOC) @Nullable Size min,
      @Doc(DOC) @Nullable Size max,
      @Doc(DOC) @Nullable Percent drift) {}

  @Doc(DOC)
  record Health(@Primary @Doc(DOC) ServiceRef service) {}

  @Doc(DOC)
  record RowCounts(
      @Doc(DOC) SourceRef in,
      @Doc(DOC) @Default("all") List<String> tables,
      @Doc(DOC) Expect expect) {}

  @Doc(DOC)
  record Sql(@Doc(DOC) SourceRef in, @Doc(DOC) String query, @Doc(DOC) Expect expect) {}

  @Doc(DOC)
  record Extension(@Doc(DOC) SourceRef in, @Doc(DOC) String name) {}

  @Doc(DOC)
  record Gpg(@Doc(DOC) List<String> recipients) {}

  @Doc(DOC)
  record Encrypt(@Doc(DOC) @Nullable Gpg gpg) {}

  @Doc(DOC)
  record Compose(
      @Doc(DOC) Path project, @Doc(DOC) List<String> services, @Doc(DOC) @Nullable URI health) {}

  @Doc(DOC)
  record Rsync(@Doc(DOC) String host, @Doc(DOC) String user, @Doc(DOC) String path) {}

  @Doc(DOC)
  record Tables(
      @Doc(DOC) SourceRef in,
      @Doc(DOC) @Nullable Integer min,
      @Doc(DOC) @Default("[]") List<String> include) {}

  @Doc(DOC)
  record Dotenv(@Doc(DOC) Path file, @Doc(DOC) String key) {}

  @Doc(DOC)
  record Name(@Primary @Doc(DOC) String name) {}

  @Doc(DOC)
  record At(@Primary @Doc(DOC) Path path) {}
}
