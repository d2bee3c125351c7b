package io.backstay.drills.scratch;

import io.backstay.connectors.containers.ContainerSpec;
import io.backstay.expr.Size;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Ref;
import io.backstay.spi.Scratch;
import io.backstay.spi.Scratch.StandIn;
import io.backstay.spi.ScratchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scratch resource {@code redis}. Everybody is let in without a password: nobody but the
 * containers of the same drill can reach the server.
 */
@Doc(
    "A Redis or Valkey server in a container. It can stand in for a server of either kind. Its"
        + " databases are 16, and nobody but the drill is connected to it.")
public final class ScratchRedis implements ScratchType<ScratchRedis.Params> {
  private static final String DATA = "/data";
  private static final List<String> READY =
      List.of("sh", "-c", "{ redis-cli PING || valkey-cli PING; } 2>/dev/null | grep -q PONG");

  /**
   * Parameters.
   *
   * @param image what the container is made of
   * @param memory how much it may use
   * @param tmpfs whether its data is kept in memory
   */
  @Doc("A Redis or Valkey server in a container of its own.")
  public record Params(
      @Primary
          @Doc(
              value =
                  "Image of the server, with the version of the real one. It is pulled if it is not"
                      + " there.",
              example = "valkey/valkey:8")
          String image,
      @Doc(value = "How much memory it may use.", example = "2GiB") @Default("1GiB") Size memory,
      @Doc(
              value =
                  "Whether what it writes to its disk is kept in memory, of which it may take half:"
                      + " faster, and gone when the container is killed.",
              example = "true")
          @Default("false")
          boolean tmpfs) {}

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Scratch scratch(String name, Params params, Place place) {
    ContainerSpec spec =
        new ContainerSpec(
            DockerNames.container(place, name),
            params.image(),
            DockerNames.network(place),
            name,
            Map.of(),
            List.of(),
            params.tmpfs() ? DATA : null,
            null,
            params.memory().bytes());
    return new DockerScratch(
        name, place, spec, READY, (kind, type) -> standIn(kind, type, spec.name()));
  }

  @Override
  public Map<String, String> properties(String name, Place place) {
    return Map.of("host", name, "port", "6379", "url", "redis://%s:6379".formatted(name));
  }

  private static Optional<StandIn> standIn(Ref.Kind kind, String type, String container) {
    return kind == Ref.Kind.SOURCE && type.equals("redis")
        ? Optional.of(new StandIn("redis", Map.of("container", container)))
        : Optional.empty();
  }
}
