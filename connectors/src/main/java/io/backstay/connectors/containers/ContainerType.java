package io.backstay.connectors.containers;

import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceType;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The service {@code container}. */
@Doc("A container of the local Docker engine.")
public final class ContainerType implements ServiceType<ContainerType.Params> {

  /**
   * Parameters.
   *
   * @param name its exact name
   * @param health the address that stands for its health
   */
  public record Params(
      @Primary @Doc(value = "Exact name of the container.", example = "app-backend") String name,
      @Doc(
              value =
                  "Address that tells whether it can be used: `http` or `https` has to answer 2xx, "
                      + "`tcp://host:port` has to accept a connection. Without one the container's "
                      + "own health check counts, and where it has none, that it keeps running.",
              example = "http://localhost:8080/health")
          @Nullable URI health) {

    /** Refuses what cannot be the name of a container, or stand for its health. */
    public Params {
      Words.name("name", name);
      Words.health(health);
    }
  }

  @Override
  public String name() {
    return "container";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Service service(String name, Params params) {
    return new ContainerService(
        name,
        new Group.Named(params.name()),
        new HealthCheck(params.health()),
        DockerEngine::ofThisHost);
  }
}
