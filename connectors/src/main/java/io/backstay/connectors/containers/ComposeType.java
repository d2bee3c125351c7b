package io.backstay.connectors.containers;

import io.backstay.connectors.services.HealthAddress;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service {@code compose}. */
@Doc("Services of a Docker Compose project, as one service of the plan.")
public final class ComposeType implements ServiceType<ComposeType.Params> {

  /**
   * Parameters.
   *
   * @param project the project's directory or name
   * @param services names of its services
   * @param health the address that stands for their health
   */
  public record Params(
      @Doc(value = "Directory of the Compose project, or the project's name.", example = ".")
          Path project,
      @Doc(
              value =
                  "Names of its services, in the order in which they are started; they are "
                      + "stopped the other way round.",
              example = "[db, redis]")
          List<String> services,
      @Doc(
              value =
                  "Address that tells whether they can be used: `http` or `https` has to answer "
                      + "2xx, `tcp://host:port` has to accept a connection. Without one the "
                      + "containers' own health checks count.",
              example = "http://localhost:8080/health")
          @Nullable URI health) {

    /** Refuses what cannot be a Compose service. */
    public Params {
      services = List.copyOf(services);
      services.forEach(service -> Words.name("services", service));
      if (services.isEmpty()) {
        throw new Refusal("E211", "services", "`services` names at least one service", null);
      }
      HealthAddress.refuseUnusable(health);
    }
  }

  @Override
  public String name() {
    return "compose";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Service service(String name, Params params) {
    return new ContainerService(
        name,
        new Group.Composed(params.project(), params.services()),
        new HealthCheck(params.health()),
        DockerEngine::ofThisHost);
  }
}
