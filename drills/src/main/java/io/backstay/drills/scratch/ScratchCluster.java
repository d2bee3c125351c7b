package io.backstay.drills.scratch;

import io.backstay.connectors.postgres.Cluster;
import io.backstay.spi.Doc;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scratch resource {@code postgres-cluster}. */
@Doc(
    "A PostgreSQL server of its own, made with the programs of this host, where there is no Docker."
        + " It can stand in for a PostgreSQL database, whose name and role it takes over. It has no"
        + " port: programs of this host reach it over a socket in a private directory, containers do"
        + " not. It runs as this user, or as `nobody` when this user is root; a dump whose author is"
        + " not trusted is better loaded into a container, since what the role of a restore may do"
        + " there, it does as that account.")
public final class ScratchCluster implements ScratchType<ScratchCluster.Params> {

  /**
   * Parameters.
   *
   * @param tools where its programs are
   */
  @Doc("A PostgreSQL server made with the programs of this host.")
  public record Params(
      @Doc(
              value =
                  "Directory of `initdb`, `pg_ctl` and `postgres` on this host; the newest there are"
                      + " when left out.",
              example = "/usr/lib/postgresql/16/bin")
          @Nullable Path tools) {}

  @Override
  public String name() {
    return "postgres-cluster";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Scratch scratch(String name, Params params, Place place) {
    return new ClusterScratch(
        name, new Cluster(home(place), user(place), database(place), params.tools()));
  }

  @Override
  public Map<String, String> properties(String name, Place place) {
    String home = home(place).toString();
    return Map.of(
        "host", home,
        "port", "5432",
        "user", user(place),
        "database", database(place),
        "url",
            "postgresql://%s@/%s?host=%s"
                .formatted(encoded(user(place)), encoded(database(place)), encoded(home)));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Path home(Place place) {
    return ClusterHomes.of(place.directory());
  }

  private static String user(Place place) {
    return place.standsFor().getOrDefault("user", "postgres");
  }

  private static String database(Place place) {
    return place.standsFor().getOrDefault("database", "scratch");
  }
}
