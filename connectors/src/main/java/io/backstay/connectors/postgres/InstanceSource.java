package io.backstay.connectors.postgres;

import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that is not there: it can be talked about, and nothing can be done with it. */
final class InstanceSource implements DatabaseSource {
  private final Ref ref;
  private final PostgresInstance.Params params;

  InstanceSource(String name, PostgresInstance.Params params) {
    this.ref = Ref.of(new SourceRef(name));
    this.params = params;
  }

  /** Asks for the server, recovered. */
  record Recovered(Recovery recovery) implements Request {
    @Override
    public String says() {
      Instant until = recovery.until();
      return "a new server, recovered until " + until + (recovery.promote() ? ", promoted" : "");
    }
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return "PostgreSQL %s in %s".formatted(params.database(), params.dataDirectory());
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of(Finding.unchecked("not in this version: a run that reaches it is refused"));
  }

  @Override
  public List<Op> recover(Recovery recovery) {
    return List.of(new Op.Change(ref, Op.Verb.CREATE, new Recovered(recovery)));
  }

  @Override
  public List<Op> dump(Dump dump) {
    throw onlyRecovered("source");
  }

  @Override
  public List<Op> recreate(boolean terminateConnections, @Nullable Duration keepPrevious) {
    throw onlyRecovered("source");
  }

  @Override
  public List<Op> load(Load load) {
    throw onlyRecovered("into");
  }

  private static Refusal onlyRecovered(String parameter) {
    return new Refusal(
        "E211",
        parameter,
        "a `postgres-instance` is made by `recover`, and by nothing else",
        "For a database of a server that is there, declare a source `postgres`.");
  }
}
