package io.backstay.connectors.redis;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.DumpReader;
import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.Moment;
import io.backstay.connectors.databases.Succession;
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

/** All databases of a Redis or Valkey server. */
final class RedisSource implements DatabaseSource, DumpReader {
  private final Ref ref;
  private final Access access;

  RedisSource(String name, Access access) {
    this.ref = Ref.of(new SourceRef(name));
    this.access = access;
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return "Redis " + access.says();
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      return List.of(access.finding());
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
    if (request instanceof DumpRequest) {
      new Server(access, tools).demandWhole();
    }
  }

  @Override
  public List<Op> dump(Dump dump) {
    return DumpRequest.ops(ref, dump);
  }

  @Override
  public List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious) {
    return Succession.recreate(ref, new Replacing.Make(), terminateConnections, keepPrevious);
  }

  @Override
  public List<Op> load(Load load) {
    if (!load.tables().isEmpty()) {
      throw Refusal.leaveOut("tables", "of Redis all databases are loaded");
    }
    if (!load.extensions().isEmpty()) {
      throw Refusal.leaveOut("extensions", "Redis has no extensions");
    }
    if (!load.thenSql().isEmpty()) {
      throw Refusal.leaveOut("then-sql", "Redis takes no SQL");
    }
    Op filling =
        new Op.Stream(
            new Op.Producer.Artifact(load.artifact()),
            new Op.Drain.Into(ref, new Replacing.Fill()));
    return Succession.load(ref, filling, new Replacing.SwapIn(), load);
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (!(look instanceof Tools tools)) {
      throw Failure.of("R430", says() + " is only looked at by a run");
    }
    return switch (request) {
      case Succession.Planned planned -> replacing(tools).plan(planned.terminate(), planned.keep());
      case Succession.Target target ->
          replacing(tools).target(tools.debt(ref, Succession.DROP_INCOMING).orElse(Facts.NONE));
      case RowCounts counts when Moment.held(tools) ->
          Facts.of("row-counts", counted(counts.tables(), Moment.counts(tools)));
      case RowCounts counts -> Facts.of("row-counts", counted(counts.tables(), rows(false, tools)));
      case Inventory.Asked asked -> inventory(rows(asked.incoming(), tools));
      default -> DatabaseSource.super.observe(request, tools);
    };
  }

  private Map<String, ?> rows(boolean incoming, Tools tools) {
    Beside.Databases databases = new Beside(new Server(access, tools)).databases();
    return incoming ? databases.incoming(tools.run().id()) : databases.rows();
  }

  private static Facts inventory(Map<String, ?> rows) {
    return Toc.inventory(rows.keySet()).facts().and(Facts.of("row-counts", rows));
  }

  // A database exists always; one without keys has none.
  private static Map<String, ?> counted(List<String> databases, Map<String, ?> rows) {
    if (databases.equals(List.of("all"))) {
      return rows;
    }
    Map<String, Object> counted = new LinkedHashMap<>();
    for (String name : databases) {
      if (!name.matches("db\\d{1,9}")) {
        throw Failure.of("R436", "there is no database `" + name + "`")
            .help("Databases of Redis are called `db0`, `db1` and so on.");
      }
      counted.put(name, rows.containsKey(name) ? rows.get(name) : 0L);
    }
    return counted;
  }

  @Override
  public Handle hold(Request request, Tools tools) {
    return request instanceof Moment.Asked
        ? Moment.in(tools)
        : DatabaseSource.super.hold(request, tools);
  }

  @Override
  public Feed produce(Request request, Tools tools) {
    return request instanceof DumpRequest
        ? DumpRequest.feed(new Server(access, tools))
        : DatabaseSource.super.produce(request, tools);
  }

  @Override
  public Verdict read(CheckWorld.Artifact dump, InputStream plain, Tools tools) throws IOException {
    SnapshotScanner scanner = new SnapshotScanner(false);
    new DumpFeed.Followed(plain, scanner).transferTo(OutputStream.nullOutputStream());
    Toc toc = scanner.finish();
    toc.demand(dump.facts());
    return new Verdict.Passed(
        "`%s` was read to its end and holds the keys of its %d databases"
            .formatted(dump.name(), toc.rows().size()),
        Facts.of("rows", toc.rows()));
  }

  @Override
  public Facts consume(InputStream bytes, Request request, Tools tools) {
    if (!(request instanceof Replacing.Fill)) {
      return DatabaseSource.super.consume(bytes, request, tools);
    }
    replacing(tools).make();
    return Filling.of(bytes, new Server(access, tools));
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    return switch (request) {
      case Replacing.Make make -> {
        replacing(tools).make();
        yield Facts.NONE;
      }
      case Replacing.SwapIn swap -> replacing(tools).swapIn();
      case Succession.DropExpired expired -> replacing(tools).dropExpired();
      default -> DatabaseSource.super.change(verb, request, tools);
    };
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    replacing(tools).pay(action);
  }

  private Replacing replacing(Tools tools) {
    return new Replacing(new Server(access, tools), ref.name());
  }
}
