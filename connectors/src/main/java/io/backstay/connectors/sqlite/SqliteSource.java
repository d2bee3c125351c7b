package io.backstay.connectors.sqlite;

import io.backstay.connectors.databases.DumpReader;
import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Finding;
import io.backstay.spi.Handle;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One SQLite file. */
final class SqliteSource implements DatabaseSource, DumpReader {
  private final Ref ref;
  private final Path file;

  SqliteSource(String name, Path file) {
    this.ref = Ref.of(new SourceRef(name));
    this.file = file;
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return "SQLite " + file;
  }

  @Override
  public Optional<Path> place() {
    return Optional.of(file);
  }

  @Override
  public List<Finding> probe(Look look) {
    try (Database database = Database.look(file)) {
      long bytes = Files.size(file);
      int tables = new Catalog(database).inventory().allTables().size();
      String summary = "SQLite %s; %,d bytes; %d tables".formatted(file, bytes, tables);
      Facts data = new Facts(Map.of("bytes", bytes, "tables", tables));
      return List.of(new Finding(Finding.Status.OK, summary, null, data));
    } catch (Failure e) {
      return List.of(Finding.of(e, "Look at the file."));
    } catch (IOException e) {
      return List.of(Finding.fail("`" + file + "` cannot be read", "Look at its permissions."));
    }
  }

  @Override
  public List<Op> dump(Dump dump) {
    return new SqliteOps(ref, file).dump(dump);
  }

  @Override
  public List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious) {
    return new SqliteOps(ref, file).recreate(keepPrevious);
  }

  @Override
  public List<Op> load(Load load) {
    return new SqliteOps(ref, file).load(load);
  }

  @Override
  public Facts observe(Request request, Look look) {
    return switch (request) {
      case Replacement.Planned planned when look instanceof Tools tools ->
          restoring().plan(planned.keep(), tools);
      case Replacement.Target target when look instanceof Tools tools ->
          restoring().target(tools.debt(ref, Replacement.DROP_INCOMING).orElse(Facts.NONE), tools);
      default -> asked(request, look);
    };
  }

  private Facts asked(Request request, Look look) {
    try (Database database = Database.look(subject(request, look))) {
      Catalog catalog = new Catalog(database);
      return switch (request) {
        case RowCounts counts -> Facts.of("row-counts", catalog.counts(counts.tables()));
        case Schema schema -> catalog.schema();
        case Query query -> Facts.of("rows", database.rows(query.sql()));
        case Inventory.Asked asked ->
            catalog
                .inventory()
                .facts()
                .and(Facts.of("row-counts", catalog.counts(asked.counted())));
        default -> DatabaseSource.super.observe(request, look);
      };
    }
  }

  // Within a hold the copy is asked, because only that is what was dumped.
  private Path subject(Request request, Look look) {
    if (request instanceof Inventory.Asked asked && asked.incoming()) {
      return Database.beside(file, ".incoming");
    }
    return look instanceof Tools tools
        ? tools.facts().text(Copy.FILE).map(Path::of).orElse(file)
        : file;
  }

  @Override
  public Handle hold(Request request, Tools tools) {
    return request instanceof Copy.Asked
        ? Copy.of(file, tools.scratch())
        : DatabaseSource.super.hold(request, tools);
  }

  @Override
  public Feed produce(Request request, Tools tools) {
    if (!(request instanceof Copy.Bytes)) {
      return DatabaseSource.super.produce(request, tools);
    }
    return tools
        .facts()
        .text(Copy.FILE)
        .map(copy -> new Copy(Path.of(copy)).feed())
        .orElseThrow(() -> new IllegalStateException("a dump without a copy around it"));
  }

  @Override
  public Facts consume(InputStream bytes, Request request, Tools tools) {
    return request instanceof Replacement.Fill
        ? restoring().fill(bytes, tools)
        : DatabaseSource.super.consume(bytes, request, tools);
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    return switch (request) {
      case Replacement.Make make -> restoring().make(tools);
      case Replacement.ThenSql then -> restoring().thenSql(then.statements(), tools);
      case Replacement.SwapIn swap -> restoring().swapIn(tools);
      default -> DatabaseSource.super.change(verb, request, tools);
    };
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    Restoring.pay(action, facts);
  }

  private Restoring restoring() {
    return new Restoring(file.toAbsolutePath());
  }

  @Override
  public Verdict read(CheckWorld.Artifact dump, InputStream plain, Tools tools) throws IOException {
    return new Rereading(tools.scratch()).read(dump, plain);
  }
}
