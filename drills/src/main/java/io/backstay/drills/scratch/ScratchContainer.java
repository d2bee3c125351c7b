package io.backstay.drills.scratch;

import io.backstay.connectors.containers.ContainerSpec;
import io.backstay.connectors.containers.DrillAddress;
import io.backstay.expr.Size;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Scratch;
import io.backstay.spi.Scratch.StandIn;
import io.backstay.spi.ScratchType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scratch resource {@code container}. */
@Doc(
    "The application in a container, among the other containers of the drill and out of reach of"
        + " everything else. It can stand in for a service that is a container, of Compose or of"
        + " systemd, or a process. The check `http` reaches it at `${scratch.<name>.url}`, from inside.")
public final class ScratchContainer implements ScratchType<ScratchContainer.Params> {
  private static final Set<String> SERVICES = Set.of("container", "compose", "systemd", "process");

  /**
   * Parameters.
   *
   * @param image what the container is made of
   * @param env variables beside those of the image
   * @param port where it listens
   * @param health path that tells whether it works
   * @param memory how much it may use
   */
  @Doc("The application in a container of its own.")
  public record Params(
      @Primary
          @Doc(
              value = "Image of the application. It is pulled if it is not there.",
              example = "app/backend:latest")
          String image,
      @Doc(
              value =
                  "Variables beside those of the image, such as `${scratch.db.url}`. A scratch"
                      + " directory whose path one of them is, such as `${scratch.files.path}`, is"
                      + " mounted at that path.",
              example = "{APP_MODE: drill}")
          @Default("{}")
          Map<String, String> env,
      @Doc(value = "Port it listens on.", example = "8000") @Default("80") int port,
      @Doc(
              value =
                  "Path that has to answer 2xx before it counts as working. It is asked inside the"
                      + " container, with curl, wget, python3, node or perl, whichever its image"
                      + " has. Without one the image's own health check counts.",
              example = "/health")
          @Nullable String health,
      @Doc(value = "How much memory it may use.", example = "2GiB") @Default("1GiB") Size memory) {

    /** Refuses what cannot be asked. */
    public Params {
      env = Map.copyOf(env);
      if (health != null && !health.matches("/[\\p{Alnum}/._~?&=%-]*")) {
        throw new Refusal("E211", "health", "`health` is the path of an address", "/health");
      }
      if (port < 1 || port > 65_535) {
        throw new Refusal("E211", "port", "`port` is a number from 1 to 65535", null);
      }
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
  public Scratch scratch(String name, Params params, Place place) {
    ContainerSpec spec =
        new ContainerSpec(
            DockerNames.container(place, name),
            params.image(),
            DockerNames.network(place),
            name,
            params.env(),
            mounts(params.env(), place),
            null,
            DrillAddress.of(place.drill(), name) + ":" + params.port(),
            params.memory().bytes());
    return new DockerScratch(
        name, place, spec, List.of(), (kind, type) -> standIn(kind, type, spec.name(), params));
  }

  /** The scratch directories its variables speak of. */
  private static List<Path> mounts(Map<String, String> env, Place place) {
    Path drill = Objects.requireNonNull(place.directory().getParent());
    return env.values().stream()
        .filter(value -> value.startsWith(drill + "/"))
        .map(value -> drill.resolve(drill.relativize(Path.of(value)).getName(0)))
        .distinct()
        .toList();
  }

  private static Optional<StandIn> standIn(
      Ref.Kind kind, String type, String container, Params params) {
    if (kind != Ref.Kind.SERVICE || !SERVICES.contains(type)) {
      return Optional.empty();
    }
    Map<String, String> service = new HashMap<>(Map.of("name", container));
    if (params.health() != null) {
      service.put("health", "http://127.0.0.1:%d%s".formatted(params.port(), params.health()));
      service.put("health-from", "inside");
    }
    return Optional.of(new StandIn("container", service));
  }

  @Override
  public Map<String, String> properties(String name, Place place) {
    return Map.of("host", name, "url", "http://" + DrillAddress.of(place.drill(), name));
  }
}
