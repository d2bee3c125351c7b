package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.DumpReader;
import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.Moment;
import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.Rehearsing;
import io.backstay.connectors.databases.SideName;
import io.backstay.connectors.databases.Succession;
import io.backstay.connectors.databases.Temporary;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Disposable;
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
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One database of a MariaDB server. */
final class MariaDbSource implements DatabaseSource, Disposable, DumpReader {
  private final Ref ref;
  private final String database;
  private final Access access;

  MariaDbSource(String name, String database, Access access) {
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
    return "MariaDB " + database + " " + access.says();
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
      new Dumping(access, database).demand(tools);
    }
  }

  @Override
  public List<Op> dump(Dump dump) {
    return DumpRequest.ops(ref, dump);
  }

  @Override
  public List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious) {
    return Succession.recreate(ref, database, terminateConnections, keepPrevious);
  }

  @Override
  public List<Op> load(Load load) {
    if (!load.extensions().isEmpty()) {
      throw Refusal.leaveOut("extensions", "MariaDB has no extensions");
    }
    Op filling =
        new Op.Stream(
            new Op.Producer.Artifact(load.artifact()),
            new Op.Drain.Into(ref, new LoadRequest(database, load.tables())));
    return load.tables().isEmpty()
        ? Succession.load(ref, database, filling, load)
        : Part.load(ref, database, filling, load);
  }

  @Override
  public List<Op> statements(String sql) {
    return List.of(new Op.Change(ref, Op.Verb.PUT, new Statements(sql)));
  }

  @Override
  public List<Op> disposable() {
    return Temporary.ofDrill(ref, database, Disposal.FACTS);
  }

  @Override
  public List<Op> rehearse(Rehearsal rehearsal) {
    Fill fill = new Fill(rehearsal.name());
    return Rehearsing.ops(ref, database, rehearsal, fill, Disposal.FACTS);
  }

  private Disposal disposal() {
    return new Disposal(access);
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (!(look instanceof Tools tools)) {
      throw Failure.of("R430", says() + " is only looked at by a run");
    }
    return switch (request) {
      case Succession.Planned planned ->
          replacing().plan(planned.terminate(), planned.keep(), tools);
      case Succession.Target target -> replacing().target(beside(tools), tools);
      case Part.Planned part -> replacing().part(beside(tools), part.tables(), tools);
      case Temporary.Absent absent -> disposal().absent(ref, absent, tools);
      case RowCounts counts when Moment.held(tools) ->
          Facts.of("row-counts", Catalog.counted(counts.tables(), Moment.counts(tools)));
      default -> asked(request, tools);
    };
  }

  // What this run has made beside the live database.
  private Facts beside(Tools tools) {
    return tools.debt(ref, Succession.DROP_INCOMING).orElse(Facts.NONE);
  }

  private Facts asked(Request request, Tools tools) {
    boolean incoming = request instanceof Inventory.Asked asked && asked.incoming();
    String meant =
        incoming
            ? SideName.incoming(database)
            : tools.facts().text(Rehearsing.DATABASE).orElse(database);
    try (Session session = Session.open(access.client(tools), meant, access.says())) {
      Catalog catalog = new Catalog(session, meant);
      return switch (request) {
        case RowCounts counts -> Facts.of("row-counts", catalog.counts(counts.tables()));
        case Schema schema -> catalog.schema();
        case Query query -> Facts.of("rows", session.question(query.sql()));
        case Inventory.Asked asked ->
            catalog
                .inventory()
                .facts()
                .and(Facts.of("row-counts", catalog.counts(asked.counted())));
        default -> DatabaseSource.super.observe(request, tools);
      };
    }
  }

  @Override
  public Handle hold(Request request, Tools tools) {
    return switch (request) {
      case Moment.Asked asked -> Moment.in(tools);
      case Rehearsing.In in -> Rehearsing.in(in.name(), () -> disposal().find(in.name(), tools));
      default -> DatabaseSource.super.hold(request, tools);
    };
  }

  @Override
  public Feed produce(Request request, Tools tools) {
    return request instanceof DumpRequest
        ? new Dumping(access, database).feed(tools)
        : DatabaseSource.super.produce(request, tools);
  }

  @Override
  public Verdict read(CheckWorld.Artifact dump, InputStream plain, Tools tools) throws IOException {
    return Rereading.read(dump, plain);
  }

  @Override
  public Facts consume(InputStream bytes, Request request, Tools tools) {
    if (request instanceof Fill fill) {
      return new Loading(access, fill.name()).load(bytes, List.of(), tools);
    }
    if (request instanceof LoadRequest load) {
      replacing().make(tools);
      return new Loading(access, SideName.incoming(database)).load(bytes, load.tables(), tools);
    }
    return DatabaseSource.super.consume(bytes, request, tools);
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    return switch (request) {
      case Succession.Make make -> {
        replacing().make(tools);
        yield Facts.NONE;
      }
      case Succession.ThenSql then -> thenSql(then, tools);
      case Part.PutIn part -> new Exchange(access, database).of(part.tables(), tools);
      case Succession.SwapIn swap -> replacing().swapIn(tools);
      case Succession.DropExpired expired -> replacing().dropExpired(tools);
      case Statements all -> {
        Script.commit(access.client(tools), database, access.says(), all.sql());
        yield Facts.NONE;
      }
      case Temporary.Make make -> {
        disposal().make(make, tools);
        yield Facts.NONE;
      }
      case Rehearsing.Drop drop -> {
        disposal().remove(tools.facts(), tools);
        yield Facts.NONE;
      }
      default -> DatabaseSource.super.change(verb, request, tools);
    };
  }

  private Facts thenSql(Succession.ThenSql then, Tools tools) {
    String incoming = SideName.incoming(database);
    try (Session session = Session.open(access.client(tools), incoming, access.says())) {
      then.statements().forEach(session::runForeign);
    }
    return Facts.of("statements", then.statements().size());
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    if (action.equals(Temporary.REMOVE) || Rehearsing.owes(action)) {
      disposal().remove(facts, tools);
    } else {
      replacing().pay(action, facts, tools);
    }
  }

  private Replacing replacing() {
    return new Replacing(access, database);
  }
}
