package io.backstay.connectors.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.backstay.spi.Failure;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Docker engine: what runs on it, and starting and stopping that. Connects when it is first
 * asked.
 *
 * <p>All methods throw {@link Failure} when the engine cannot be reached or refuses.
 */
public final class DockerEngine {

  static final String PROJECT = "com.docker.compose.project";
  static final String SERVICE = "com.docker.compose.service";
  static final String WORKING_DIRECTORY = "com.docker.compose.project.working_dir";
  private static final String NUMBER = "com.docker.compose.container-number";
  private static final String ONE_OFF = "com.docker.compose.oneoff";

  private final EngineClient client;
  private final DockerSocket socket;

  DockerEngine(EngineAddress address) {
    this.client = new EngineClient(address);
    this.socket = new DockerSocket(address);
  }

  /** The engine that the environment of this process points at. */
  public static DockerEngine ofThisHost() {
    return new DockerEngine(EngineAddress.find(System.getenv()));
  }

  /** Archives of paths inside its containers, and programs run inside them. */
  public DockerSocket socket() {
    return socket;
  }

  EngineClient client() {
    return client;
  }

  /** The container of exactly this name, running or not. */
  public Optional<ContainerState> container(String name) {
    try {
      // The engine would also take the start of an id for a name.
      return Optional.of(inspect(name)).filter(found -> found.name().equals(name));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** The same, which has to exist. */
  public ContainerState require(String name) {
    return container(name)
        .orElseThrow(
            () ->
                Trouble.missing("container `" + name + "`")
                    .help("`docker ps -a` lists what there is."));
  }

  /** The same, which has to run. */
  public ContainerState running(String name) {
    ContainerState state = require(name);
    if (!state.status().equals("running")) {
      throw Failure.of("R430", "container `" + name + "` is " + state.status())
          .help("Start it; a server that does not run cannot be dumped.");
    }
    return state;
  }

  /**
   * The containers of a Compose service, running or not, in the order of their names; those made by
   * {@code compose run} are not counted.
   *
   * @param mine tells those of the project from others that have a service of this name
   */
  List<ContainerState> composed(String service, Predicate<ContainerState> mine) {
    return client
        .ask(
            "listing containers",
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(SERVICE, service))
                    .exec())
        .stream()
        .map(one -> inspect(one.getId()))
        .filter(one -> !"True".equals(one.labels().get(ONE_OFF)))
        .filter(mine)
        .sorted(Comparator.comparing(ContainerState::name))
        .toList();
  }

  /** Where a container stands in its Compose project; empty for one that is not of Compose. */
  static List<String> place(ContainerState container) {
    Map<String, String> labels = container.labels();
    return labels.containsKey(PROJECT) && labels.containsKey(SERVICE)
        ? List.of(labels.get(PROJECT), labels.get(SERVICE), labels.getOrDefault(NUMBER, "1"))
        : List.of();
  }

  /** The container that stands in a place of a Compose project now. */
  Optional<ContainerState> inPlace(List<String> place) {
    return composed(place.get(1), one -> place(one).equals(place)).stream().findFirst();
  }

  ContainerState inspect(String idOrName) {
    return client.ask(
        "looking at `" + idOrName + "`",
        docker -> ContainerState.of(docker.inspectContainerCmd(idOrName).exec()));
  }

  /** Starts a container; one that runs stays as it is. */
  public void start(ContainerState container) {
    change(
        "starting container `" + container.name() + "`",
        container,
        () ->
            client.ask(
                "starting container `" + container.name() + "`",
                docker -> docker.startContainerCmd(container.id()).exec()));
  }

  /**
   * Stops a container; a paused one is resumed first, because nobody can end what is suspended.
   *
   * @param grace how long it may take to end by itself before it is killed; whole seconds
   * @return how it is now; exit code 137 means that it had to be killed
   */
  public ContainerState stop(ContainerState container, Duration grace) {
    String what = "stopping container `" + container.name() + "`";
    int seconds = Math.toIntExact(Math.max(1, grace.toSeconds()));
    if (container.paused()) {
      resume(container);
    }
    change(
        what,
        container,
        () ->
            client.ask(
                what,
                docker -> docker.stopContainerCmd(container.id()).withTimeout(seconds).exec()));
    ContainerState now = require(container.name());
    if (now.alive()) {
      throw Failure.of(
              "R614", "container `" + now.name() + "` is " + now.status() + " after a stop")
          .help("Something starts it again; stop that, too.");
    }
    return now;
  }

  /** Suspends the processes of a container. */
  public void pause(ContainerState container) {
    String what = "pausing container `" + container.name() + "`";
    change(
        what,
        container,
        () -> client.ask(what, docker -> docker.pauseContainerCmd(container.id()).exec()));
  }

  private void resume(ContainerState container) {
    String what = "resuming container `" + container.name() + "`";
    change(
        what,
        container,
        () -> client.ask(what, docker -> docker.unpauseContainerCmd(container.id()).exec()));
  }

  private static void change(String what, ContainerState container, Runnable change) {
    try {
      change.run();
    } catch (NotModifiedException e) {
      // It is so already, which is what was asked for.
    } catch (NotFoundException e) {
      throw Trouble.missing("container `" + container.name() + "`")
          .help("It was removed before " + what + ".")
          .because(e);
    }
  }
}
