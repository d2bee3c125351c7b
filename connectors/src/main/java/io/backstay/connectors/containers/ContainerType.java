package io.backstay.connectors.containers;

import io.backstay.connectors.services.HealthAddress;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
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
   * @param healthFrom where that address is asked
   */
  public record Params(
      @Primary @Doc(value = "Exact name of the container.", example = "app-backend") String name,
      @Doc(
              value =
                  "Address that tells whether it can be used: `http` or `https` has to answer 2xx, "
                      + "`tcp://host:port` has to accept a connection. Without one the container's "
                      + "own health check counts, and where it has none, that it keeps running.",
              example = "http://localhost:8080/health")
          @Nullable URI health,
      @Doc(
              "Where `health` is asked: on this host, or inside the container, for one that nobody"
                  + " outside can reach. Inside only `http` and `https` can be asked, with curl,"
                  + " wget, python3, node or perl, whichever its image has.")
          @Default("here")
          From healthFrom) {

    /** Refuses what cannot be the name of a container, or stand for its health. */
    public Params {
      Words.name("name", name);
      HealthAddress.refuseUnusable(health);
      if (healthFrom == From.INSIDE && health != null && health.getScheme().equals("tcp")) {
        throw new Refusal(
            "E211", "health-from", "`tcp` cannot be asked inside a container", "ask http or https");
      }
    }

    /** One whose health is asked on this host. */
    public Params(String name, @Nullable URI health) {
      this(name, health, From.HERE);
    }

    private @Nullable Inside inside() {
      return healthFrom == From.INSIDE ? new Inside(DockerEngine::ofThisHost) : null;
    }
  }

  /** Where an address is asked. */
  public enum From {
    /** By this process. */
    HERE,
    /** By a program inside the container. */
    INSIDE
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
        new HealthCheck(params.health(), params.inside()),
        DockerEngine::ofThisHost);
  }
}
