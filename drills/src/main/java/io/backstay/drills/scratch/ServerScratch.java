package io.backstay.drills.scratch;

import io.backstay.spi.Disposable;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A database beside real ones. What takes the place of the real one makes and removes it: that
 * knows how the server is reached.
 *
 * @param name its key in the drill
 * @param server the source whose server it is on
 * @param database its own name
 */
record ServerScratch(String name, String server, String database) implements Scratch {
  private static final Set<String> SERVERS = Set.of("postgres", "mariadb");

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.SCRATCH, name);
  }

  @Override
  public String says() {
    return "scratch database " + database + " on the server of " + server;
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of(Finding.unchecked(database + " is made by the drill"));
  }

  @Override
  public List<Op> provision(List<Resource> standIns) {
    return standIns.stream()
        .filter(Disposable.class::isInstance)
        .flatMap(standIn -> ((Disposable) standIn).disposable().stream())
        .toList();
  }

  @Override
  public Optional<StandIn> standIn(Ref.Kind kind, String type) {
    return kind == Ref.Kind.SOURCE && SERVERS.contains(type)
        ? Optional.of(new StandIn(type, Map.of("database", database), server))
        : Optional.empty();
  }
}
