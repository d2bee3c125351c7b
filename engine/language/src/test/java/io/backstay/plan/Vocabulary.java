package io.backstay.plan;

import io.backstay.spi.Fault;
import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words that the plans of the tests use, with parameters like those of the real ones. */
final class Vocabulary {
  private Vocabulary() {}

  static Catalog catalog() {
    List<Type<?>> types = new ArrayList<>(steps());
    types.addAll(checks());
    types.addAll(declarations());
    return Catalog.of(types);
  }

  private static List<Type<?>> steps() {
    return List.of(
        Words.step(
            "dump", Params.Dump.class, Map.of("artifact.size", "size", "artifact.name", "string")),
        Words.step("tar", Params.Tar.class, Map.of()),
        Words.step("checksum", Params.Checksum.class, Map.of()),
        Words.step("upload", Params.Upload.class, Map.of("location", "string")),
        Words.step("verify", Params.Verify.class, Map.of("passed", "boolean")),
        Words.step("prune", Params.Prune.class, Map.of()),
        Words.step("fetch", Params.Fetch.class, Map.of()),
        Words.once("recreate-database", Params.Recreate.class),
        Words.step("load", Params.Load.class, Map.of("rows", "integer")),
        Words.step("recover", Params.Recover.class, Map.of()),
        Words.step("untar", Params.Untar.class, Map.of()),
        Words.step("stop-container", Params.Stop.class, Map.of()),
        Words.step("restart", Params.Restart.class, Map.of()),
        Words.step("start", Params.Restart.class, Map.of()),
        Words.step("encrypt", Params.Encrypt.class, Map.of()),
        Words.onScratch("sql", Params.Statement.class),
        Words.step("exec", Params.Exec.class, Map.of("exit", "integer", "stdout", "string")));
  }

  private static List<Type<?>> checks() {
    return List.of(
        Words.check("free-space", Params.FreeSpace.class),
        Words.check("checksum", Params.OfArtifacts.class),
        Words.check("dump-readable", Params.OfArtifacts.class),
        Words.check("archive-readable", Params.OfArtifacts.class),
        Words.check("exists", Params.OfArtifacts.class),
        Words.check("not-empty", Params.OfArtifacts.class),
        Words.check("gzip", Params.OfArtifacts.class),
        Words.check("tables", Params.Tables.class),
        Words.check("size", Params.SizeOf.class),
        Words.check("health", Params.Health.class),
        Words.check("row-counts", Params.RowCounts.class),
        Words.check("sql", Params.Sql.class),
        Words.check("extension", Params.Extension.class));
  }

  private static List<Type<?>> declarations() {
    return List.of(
        Words.source("postgres", Params.Postgres.class),
        Words.source("postgres-instance", Params.At.class),
        Words.source("volume", Params.Volume.class),
        Words.source("files", Params.FileTree.class),
        Words.service("container", Params.Container.class),
        Words.service("compose", Params.Compose.class),
        Words.service("mute", Params.Mute.class),
        Words.store("directory", Params.Directory.class),
        Words.store("s3", Params.S3.class),
        Words.store("rsync", Params.Rsync.class),
        Words.scratch("directory", Params.Nothing.class, "files"),
        new FaultWord<>("deny", Params.Name.class, new Fault.SecretDenied("nobody")),
        new FaultWord<>("lose", Params.Name.class, new Fault.Harmed("db", Fault.Harm.NET_LOSS)),
        new FaultWord<>("kill", Params.Name.class, new Fault.Harmed("here", Fault.Harm.KILL)),
        new NotifierWord<>("tell", Params.Tell.class),
        Words.provider("env", Params.Name.class),
        Words.provider("systemd", Params.Name.class),
        Words.provider("file", Params.At.class),
        Words.provider("dotenv", Params.Dotenv.class),
        Words.provider("insecure-literal", Params.Name.class));
  }

  /** The types themselves; none of them does anything, because reading a plan does nothing. */
  private static final class Words {
    private Words() {}

    static StepWord<?> step(String name, Class<? extends Record> params, Map<String, String> out) {
      return new StepWord<>(name, params, out, true, false);
    }

    static StepWord<?> once(String name, Class<? extends Record> params) {
      return new StepWord<>(name, params, Map.of(), false, false);
    }

    static StepWord<?> onScratch(String name, Class<? extends Record> params) {
      return new StepWord<>(name, params, Map.of(), true, true);
    }

    static SourceWord<?> source(String name, Class<? extends Record> params) {
      return new SourceWord<>(name, params);
    }

    static ServiceWord<?> service(String name, Class<? extends Record> params) {
      return new ServiceWord<>(name, params);
    }

    static ScratchWord<?> scratch(String name, Class<? extends Record> params, String as) {
      return new ScratchWord<>(name, params, as);
    }

    static StoreWord<?> store(String name, Class<? extends Record> params) {
      return new StoreWord<>(name, params);
    }

    static CheckWord<?> check(String name, Class<? extends Record> params) {
      return new CheckWord<>(name, params);
    }

    static ProviderWord<?> provider(String name, Class<? extends Record> params) {
      return new ProviderWord<>(name, params);
    }
  }
}
