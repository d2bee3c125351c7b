package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import io.backstay.spi.Finding;
import io.backstay.spi.Handle;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One database of a PostgreSQL server. */
final class PostgresSource implements DatabaseSource {
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
  public List<Finding> probe(Look look) {
    return new Probe(access, params.database()).findings(look);
  }

  @Override
  public List<Op> dump(Dump dump) {
    return new DumpOps(ref).of(dump);
  }

  @Override
  public List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Op> load(Load load) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Facts observe(Request request, Look look) {
    try (SqlSession session = session(look)) {
      Catalog catalog = new Catalog(session);
      return switch (request) {
        case RowCounts counts -> Facts.of("row-counts", catalog.counts(counts.tables()));
        case Schema schema -> catalog.schema();
        case Query query -> Facts.of("rows", Queries.rows(session, query.sql()));
        case Inventory.Asked asked -> catalog.inventory().facts();
        default -> DatabaseSource.super.observe(request, look);
      };
    }
  }

  // Within a hold an observation is of the held moment; at any other time it is of now.
  private SqlSession session(Look look) {
    if (!(look instanceof Tools tools)) {
      SqlSession session = access.readOnly(params.database(), look);
      session.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      return session;
    }
    SqlSession session = access.session(params.database(), tools);
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
    return request instanceof Snapshot.Asked
        ? Snapshot.in(access.session(params.database(), tools))
        : DatabaseSource.super.hold(request, tools);
  }

  @Override
  public Feed produce(Request request, Tools tools) {
    return request instanceof DumpRequest dump
        ? new Dumping(access, params.database()).feed(dump, tools)
        : DatabaseSource.super.produce(request, tools);
  }
}
