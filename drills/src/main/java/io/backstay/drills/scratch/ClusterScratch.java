package io.backstay.drills.scratch;

import io.backstay.connectors.postgres.Cluster;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A PostgreSQL server of this host that lasts as long as its drill.
 *
 * @param name its key in the drill
 * @param cluster the server
 */
record ClusterScratch(String name, Cluster cluster) implements Scratch {
  private static final String POSTGRES = "postgres";
  private static final String REMOVE = "remove";
  private static final String PATH = "path";
  private static final String PROGRAMS = "programs";

  /** Where it is going to be, and whether it can be made there. */
  private record Ready(Path home) implements Request {
    @Override
    public String says() {
      return "not there yet: " + home;
    }
  }

  /** Makes it. */
  private record Make(Path home) implements Request {
    @Override
    public String says() {
      return "PostgreSQL server in " + home + ", stopped and removed at the end";
    }
  }

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.SCRATCH, name);
  }

  @Override
  public String says() {
    return "scratch PostgreSQL server in " + cluster.home();
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      String programs = cluster.ready();
      return List.of(Finding.unchecked(cluster.home() + " is made by the drill, with " + programs));
    } catch (Failure missing) {
      return List.of(
          Finding.fail(missing.message(), Objects.requireNonNullElse(missing.help(), "")));
    }
  }

  @Override
  public List<Op> provision(List<Resource> standIns) {
    return List.of(
        new Op.Observe(ref(), new Ready(cluster.home()), null),
        new Op.Owe(ref(), REMOVE, List.of(PATH), null, Op.AtEnd.PAY),
        new Op.Change(ref(), Op.Verb.CREATE, new Make(cluster.home())));
  }

  @Override
  public Optional<StandIn> standIn(Ref.Kind kind, String type) {
    if (kind != Ref.Kind.SOURCE || !type.equals(POSTGRES)) {
      return Optional.empty();
    }
    Map<String, String> params = new HashMap<>();
    params.put("host", cluster.home().toString());
    params.put("user", cluster.user());
    params.put("database", cluster.database());
    if (cluster.tools() != null) {
      params.put("tools", cluster.tools().toString());
    }
    return Optional.of(new StandIn(POSTGRES, params).keeping("extensions"));
  }

  @Override
  public Facts observe(Request request, Look look) {
    String programs = cluster.ready();
    return Facts.of(PATH, cluster.home().toString()).and(Facts.of(PROGRAMS, programs));
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    cluster.start(tools);
    return Facts.NONE;
  }

  /** What is removed is what was written down before it was made. */
  @Override
  public void pay(String action, Facts facts, Tools tools) {
    ClusterHomes.remove(Path.of(facts.text(PATH).orElseThrow()));
  }
}
