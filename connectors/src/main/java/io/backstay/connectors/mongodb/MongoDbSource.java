package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.DumpReader;
import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.Moment;
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
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database of a MongoDB server. */
final class MongoDbSource implements DatabaseSource, DumpReader {
  private final Ref ref;
  private final String database;
  private final Access access;

  MongoDbSource(String name, String database, Access access) {
    this.ref = Ref.of(new SourceRef(name));
    this.database = database;
    this.access = access;
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return "MongoDB database " + database;
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      return List.of(
          Finding.unchecked(
              "looked at by the run, with `%s`: it starts programs"
                  .formatted(access.program(Access.DUMP))));
    } catch (Failure e) {
      return List.of(Finding.of(e, "Look at the source."));
    }
  }

  @Override
  public boolean startsPrograms() {
    return true;
  }

  @Override
  public void foresee(Request request, Tools tools) {
    access.program(Access.DUMP);
  }

  @Override
  public List<Op> dump(Dump dump) {
    return DumpRequest.ops(ref, dump);
  }

  @Override
  public List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious) {
    throw new Refusal(
        "E211",
        "source",
        "a database of MongoDB is not replaced: no program of its own renames or drops one",
        "Leave this step out, and load into a source whose `database` is new.");
  }

  @Override
  public List<Op> load(Load load) {
    return LoadRequest.ops(ref, database, load);
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (!(look instanceof Tools tools)) {
      throw Failure.of("R430", says() + " is only looked at by a run");
    }
    return switch (request) {
      case LoadRequest.Empty empty -> {
        programs(tools).demandEmpty();
        yield Facts.NONE;
      }
      case RowCounts counts when Moment.held(tools) -> counted(counts, Moment.counts(tools));
      case RowCounts counts -> counted(counts, programs(tools).now().rows());
      case Inventory.Asked asked -> {
        Contents now = programs(tools).now();
        yield now.inventory().facts().and(Facts.of("row-counts", now.rows()));
      }
      default -> DatabaseSource.super.observe(request, tools);
    };
  }

  private static Facts counted(RowCounts wanted, Map<String, ?> rows) {
    if (wanted.tables().equals(List.of("all"))) {
      return Facts.of("row-counts", rows);
    }
    Map<String, Object> counted = new LinkedHashMap<>();
    for (String name : wanted.tables()) {
      Object count = rows.get(name);
      if (count == null) {
        throw Failure.of("R436", "there is no collection `" + name + "`");
      }
      counted.put(name, count);
    }
    return Facts.of("row-counts", counted);
  }

  @Override
  public Handle hold(Request request, Tools tools) {
    return request instanceof Moment.Asked
        ? Moment.in(tools)
        : DatabaseSource.super.hold(request, tools);
  }

  @Override
  public Feed produce(Request request, Tools tools) {
    return request instanceof DumpRequest dump
        ? programs(tools).dump(dump.jobs())
        : DatabaseSource.super.produce(request, tools);
  }

  @Override
  public Facts consume(InputStream bytes, Request request, Tools tools) {
    return request instanceof LoadRequest load
        ? programs(tools).load(bytes, load.jobs())
        : DatabaseSource.super.consume(bytes, request, tools);
  }

  @Override
  public Verdict read(CheckWorld.Artifact dump, InputStream plain, Tools tools) throws IOException {
    ArchiveScanner scanner = new ArchiveScanner();
    new DumpFeed.Followed(plain, scanner).transferTo(OutputStream.nullOutputStream());
    Contents contents = scanner.finish();
    if (dump.facts().get("inventory").orElse(null) instanceof Map<?, ?> inventory
        && dump.facts().get("rows").orElse(null) instanceof Map<?, ?> rows) {
      String differences = contents.differences(Inventory.of(inventory), rows);
      if (!differences.isEmpty()) {
        throw Failure.of("R432", "it is not what was dumped: " + differences);
      }
    }
    return new Verdict.Passed(
        "`%s` was read to its end and holds the documents of its %d collections"
            .formatted(dump.name(), contents.rows().size()),
        Facts.of("rows", contents.rows()));
  }

  private Programs programs(Tools tools) {
    return new Programs(access, database, tools);
  }
}
