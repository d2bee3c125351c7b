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
 * The scratch resource {@code postgres}. Roles are let in without a password: nobody but the
 * containers of the same drill can reach the server.
 *
 * @see <a href="https://hub.docker.com/_/postgres">variables of the image</a>
 */
@Doc(
    "A PostgreSQL server in a container. It can stand in for a PostgreSQL database, whose name and"
        + " role it takes over.")
public final class ScratchPostgres implements ScratchType<ScratchPostgres.Params> {
  private static final String DATA = "/var/lib/postgresql/data";

  /**
   * Parameters.
   *
   * @param image what the container is made of
   * @param memory how much it may use
   * @param tmpfs whether its data is kept in memory
   */
  @Doc("A PostgreSQL server in a container of its own.")
  public record Params(
      @Primary
          @Doc(
              value =
                  "Image of the server, with the version and the extensions of the real one. It is"
                      + " pulled if it is not there.",
              example = "pgvector/pgvector:pg17")
          String image,
      @Doc(value = "How much memory it may use.", example = "4GiB") @Default("1GiB") Size memory,
      @Doc(
              value =
                  "Whether its data is kept in memory, of which it may take half: faster, and gone"
                      + " when the container is killed.",
              example = "true")
          @Default("false")
          boolean tmpfs) {}

  @Override
  public String name() {
    return "postgres";
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
            Map.of(
                "POSTGRES_USER", user(place),
                "POSTGRES_DB", database(place),
                "POSTGRES_HOST_AUTH_METHOD", "trust"),
            List.of(),
            params.tmpfs() ? DATA : null,
            null,
            params.memory().bytes());
    // While the image sets the server up it listens on its socket only.
    List<String> ready =
        List.of("pg_isready", "-h", "127.0.0.1", "-U", user(place), "-d", database(place));
    return new DockerScratch(
        name, place, spec, ready, (kind, type) -> standIn(kind, type, spec.name(), place));
  }

  @Override
  public Map<String, String> properties(String name, Place place) {
    return Map.of(
        "host", name,
        "port", "5432",
        "user", user(place),
        "database", database(place),
        "url", "postgresql://%s@%s:5432/%s".formatted(user(place), name, database(place)));
  }

  private static String user(Place place) {
    return place.standsFor().getOrDefault("user", "postgres");
  }

  private static String database(Place place) {
    return place.standsFor().getOrDefault("database", "scratch");
  }

  private static Optional<StandIn> standIn(
      Ref.Kind kind, String type, String container, Place place) {
    Map<String, String> params =
        Map.of("container", container, "user", user(place), "database", database(place));
    return kind == Ref.Kind.SOURCE && type.equals("postgres")
        ? Optional.of(new StandIn("postgres", params).keeping("extensions"))
        : Optional.empty();
  }
}
