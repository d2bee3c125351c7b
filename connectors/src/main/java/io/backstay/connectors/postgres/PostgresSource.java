package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.DumpReader;
import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.Rehearsing;
import io.backstay.connectors.databases.SideName;
import io.backstay.connectors.databases.Succession;
import io.backstay.connectors.databases.Temporary;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Disposable;
import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import io.backstay.spi.Finding;
import io.backstay.spi.Ground;
import io.backstay.spi.Handle;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Secret;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One database of a PostgreSQL server. */
final class PostgresSource implements DatabaseSource, Disposable, DumpReader {
  private final Ref ref;
  private final Postgres.Params params;
  private final Access access;

  PostgresSource(String name, Postgres.Params params, Access access) {
    this.ref = Ref.of(new SourceRef(name));
    this.params = params;
    this.access = access;
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return "PostgreSQL " + params.database() + " " + access.says();
  }

  @Override
  public String url(Function<Secret, String> reveal) {
    return Address.of(access.fromHere(), params.database(), reveal);
  }

  @Override
  public List<Finding> probe(Look look) {
    return new Probe(access, params.database()).findings(look);
  }

  @Override
  public void foresee(Request request, Tools tools) {
    if (request instanceof DumpRequest dump) {
      new Probe(access, params.database()).demand(dump, tools);
    }
    if (request instanceof BaseRequest) {
      new BaseProbe(access, params.database()).demand(tools);
    }
  }

  @Override
  public Optional<Ground> ground(Look look) {
    return new Probe(access, params.database()).ground(look);
  }

  @Override
  public List<Op> dump(Dump dump) {
    return new DumpOps(ref).of(dump);
  }

  @Override
  public List<Op> baseBackup(String artifact, Op.Codec codec, boolean fast) {
    return List.of(
        new Op.Stream(
            new Op.Producer.From(ref, new BaseRequest(fast)),
            new Op.Drain.ToArtifact(artifact, codec, Set.of())));
  }

  @Override
  public boolean logs() {
    return true;
  }

  @Override
  public List<Op> switchLog(Duration atMost) {
    return List.of(new Op.Change(ref, Op.Verb.PUT, new LogArchive.Close(atMost)));
  }

  @Override
  public List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious) {
    return loadOps().recreate(terminateConnections, keepPrevious);
  }

  @Override
  public List<Op> load(Load load) {
    return loadOps().load(load);
  }

  @Override
  public List<Op> statements(String sql) {
    return List.of(new Op.Change(ref, Op.Verb.PUT, new Statements(sql)));
  }

  @Override
  public List<Op> disposable() {
    return Temporary.ofDrill(ref, params.database(), Disposal.FACTS);
  }

  @Override
  public List<Op> rehearse(Rehearsal rehearsal) {
    Fill fill = new Fill(rehearsal.name(), rehearsal.jobs(), params.extensions());
    return Rehearsing.ops(ref, params.database(), rehearsal, fill, Disposal.FACTS);
  }

  private Disposal disposal() {
    return new Disposal(access, params.user());
  }

  private LoadOps loadOps() {
    return new LoadOps(ref, params.database(), params.extensions());
  }

  @Override
  public Facts observe(Request request, Look look) {
    return switch (request) {
      case Succession.Planned planned when look instanceof Tools tools ->
          replacing().plan(planned.terminate(), planned.keep(), tools);
      case Succession.Target target when look instanceof Tools tools ->
          replacing().target(beside(tools), tools);
      case Part.Planned part when look instanceof Tools tools ->
          replacing().part(beside(tools), part.tables(), tools);
      case Temporary.Absent absent when look instanceof Tools tools ->
          disposal().absent(ref, absent, tools);
      default -> asked(request, look);
    };
  }

  // What this run has made beside the live database.
  private Facts beside(Tools tools) {
    return tools.debt(ref, Succession.DROP_INCOMING).orElse(Facts.NONE);
  }

  private Facts asked(Request request, Look look) {
    boolean incoming = request instanceof Inventory.Asked asked && asked.incoming();
    String live = meant(look);
    try (SqlSession session = session(incoming ? SideName.incoming(live) : live, look)) {
      Catalog catalog = new Catalog(session);
      return switch (request) {
        case RowCounts counts -> Facts.of("row-counts", catalog.counts(counts.tables()));
        case Schema schema -> catalog.schema();
        case Archive archive -> new LogArchive(session).behind();
        case Query query -> Facts.of("rows", Queries.rows(session, query.sql()));
        case Inventory.Asked asked ->
            catalog
                .inventory()
                .facts()
                .and(Facts.of("row-counts", catalog.counts(asked.counted())));
        default -> DatabaseSource.super.observe(request, look);
      };
    }
  }

  // In a rehearsal the temporary database is looked at in place of the live one.
  private String meant(Look look) {
    return look instanceof Tools tools
        ? tools.facts().text(Rehearsing.DATABASE).orElse(params.database())
        : params.database();
  }

  // Within a hold an observation is of the held moment; at any other time it is of now.
  private SqlSession session(String database, Look look) {
    if (!(look instanceof Tools tools)) {
      SqlSession session = access.readOnly(database, look);
      session.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      return session;
    }
    SqlSession session = access.session(database, tools);
    tools
        .facts()
        .text(Snapshot.ID)
        .ifPresentOrElse(
            id -> Snapshot.enter(session, id),
            () -> session.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"));
    return session;
  }

  @Override
  public Handle hold(Request request, Tools tools) {
    return switch (request) {
      case Snapshot.Asked asked -> Snapshot.in(access.session(params.database(), tools));
      case Rehearsing.In rehearsal ->
          Rehearsing.in(rehearsal.name(), () -> disposal().find(rehearsal.name(), tools));
      default -> DatabaseSource.super.hold(request, tools);
    };
  }

  @Override
  public Feed produce(Request request, Tools tools) {
    return switch (request) {
      case DumpRequest dump -> new Dumping(access, params.database()).feed(dump, tools);
      case BaseRequest base -> BaseFeed.start(ref.name(), base, access, params.database(), tools);
      default -> DatabaseSource.super.produce(request, tools);
    };
  }

  @Override
  public Verdict read(CheckWorld.Artifact dump, InputStream plain, Tools tools) throws IOException {
    return new Rereading(access).read(dump, plain, tools);
  }

  @Override
  public Facts consume(InputStream bytes, Request request, Tools tools) {
    if (request instanceof LoadRequest load) {
      replacing().take(tools);
      return new Loading(access, SideName.incoming(params.database())).load(bytes, load, tools);
    }
    if (request instanceof Fill fill) {
      return new Loading(access, fill.name()).load(bytes, fill.load(), tools);
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
      case Part.PutIn part -> new Exchange(access, params.database()).of(part.tables(), tools);
      case Succession.SwapIn swap -> replacing().swapIn(tools);
      case Succession.DropExpired expired -> replacing().dropExpired(tools);
      case Statements all -> new PipedSql(access, params.database()).run(all.sql(), tools);
      case LogArchive.Close close -> {
        try (SqlSession session = access.session(params.database(), tools)) {
          yield new LogArchive(session).close(close.atMost(), tools);
        }
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
    String incoming = SideName.incoming(params.database());
    try (SqlSession session = access.session(incoming, tools)) {
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
    return new Replacing(access, params.database(), params.user());
  }
}
