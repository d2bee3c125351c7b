package io.backstay.connectors.steps;

import io.backstay.plan.Bound;
import io.backstay.plan.Catalog;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Reading;
import io.backstay.plan.Variables;
import io.backstay.program.Lowered;
import io.backstay.program.Lowering;
import io.backstay.program.Program;
import io.backstay.spi.Names;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.Source;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan declares that has something for every example, bound as in a real one; nothing of it
 * is there.
 */
record PlannedNames(Program program) implements Names {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: example
      secrets: {db-password: [env: DB_PASSWORD]}
      sources:
        db: {postgres: app}
        uploads: {files: data/uploads}
        recovered: {postgres-instance: {data-directory: /srv/recovered}}
      services:
        backend: {container: backend}
        database: {container: database}
      stores:
        local: {directory: backups}
      steps:
        - dump: {source: db, to: postgres.dump}
        - upload: local
      """;

  static PlannedNames with(Catalog catalog) {
    try {
      Path file = Files.createTempFile("example", ".backup.yaml");
      Files.writeString(file, PLAN);
      Reading reading = new PlanReader(catalog, "1.0.0").read(file);
      Files.delete(file);
      return new PlannedNames(program((Reading.Valid) reading));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Program program(Reading.Valid valid) {
    Bound<Variables> none = Variables.of(valid.plan(), Map.of(), Map.of(), Map.of());
    Variables variables = ((Bound.Ready<Variables>) none).value();
    Lowered lowered =
        new Lowering(valid.plan(), variables, new TestTools(Path.of(".")).run()).lower(null);
    return ((Lowered.Ready) lowered).program();
  }

  private <T extends Resource> T found(Ref ref, Class<T> what) {
    return what.cast(Optional.ofNullable(program.resources().get(ref)).orElseThrow());
  }

  @Override
  public Source source(SourceRef ref) {
    return found(Ref.of(ref), Source.class);
  }

  @Override
  public Service service(ServiceRef ref) {
    return found(Ref.of(ref), Service.class);
  }

  @Override
  public Store store(StoreRef ref) {
    return found(Ref.of(ref), Store.class);
  }

  @Override
  public List<SourceRef> sources() {
    return List.of(new SourceRef("db"), new SourceRef("uploads"));
  }

  @Override
  public List<StoreRef> stores() {
    return List.of(new StoreRef("local"));
  }

  @Override
  public RunInfo run() {
    return program.run();
  }

  @Override
  public List<String> artifacts() {
    return List.of("postgres.dump");
  }

  @Override
  public String step() {
    return "example";
  }
}
