package io.backstay.connectors.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Volume;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Containers of one drill, and the network they share. Nothing outside can be reached from it, this
 * host's own services included, and nothing reaches into it: the bridge has no address here.
 */
public final class Disposables {
  /** The label that names the drill something was made for. */
  public static final String LABEL = "io.backstay.drill";

  private static final int LAST_WORDS = 5;

  private final DockerEngine engine;
  private final MadeForDrills made;
  private final String drill;

  /**
   * Those of a drill on the engine that the environment of this process points at.
   *
   * @param drill id of its run
   */
  public Disposables(String drill) {
    this.engine = DockerEngine.ofThisHost();
    this.made = new MadeForDrills(engine);
    this.drill = drill;
  }

  /**
   * Makes sure that an image is there, and pulls it if it is not.
   *
   * @return the digest it is known by
   * @throws Failure when it can neither be found nor pulled
   */
  public String image(String name) {
    return new Images(engine).digest(name);
  }

  /** Makes the network unless it is there. */
  public void network(String name) {
    if (networks(name).isEmpty()) {
      engine
          .client()
          .ask(
              "making network `" + name + "`",
              docker ->
                  docker
                      .createNetworkCmd()
                      .withName(name)
                      .withDriver("bridge")
                      .withInternal(true)
                      .withCheckDuplicate(true)
                      // Without an address of this host on it, nothing that listens here answers.
                      .withOptions(Map.of("com.docker.network.bridge.inhibit_ipv4", "true"))
                      .withLabels(Map.of(LABEL, drill))
                      .exec());
    }
  }

  private List<Network> networks(String name) {
    return engine
        .client()
        .ask(
            "looking for network `" + name + "`",
            docker -> docker.listNetworksCmd().withNameFilter(name).exec())
        .stream()
        .filter(network -> network.getName().equals(name))
        .toList();
  }

  /** Makes a container and starts it. */
  public void start(ContainerSpec spec) {
    engine
        .client()
        .ask("making container `" + spec.name() + "`", docker -> create(docker, spec).exec());
    engine.start(engine.require(spec.name()));
  }

  private CreateContainerCmd create(DockerClient docker, ContainerSpec spec) {
    List<Bind> binds =
        spec.mounts().stream()
            .map(path -> new Bind(path.toString(), new Volume(path.toString()), AccessMode.rw))
            .toList();
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(spec.network())
            .withDns("127.0.0.1") // names of the network only: the engine asks nobody else
            .withBinds(binds)
            .withMemory(spec.memory())
            .withTmpFs(inMemory(spec))
            .withRestartPolicy(RestartPolicy.onFailureRestart(0));
    return docker
        .createContainerCmd(spec.image())
        .withName(spec.name())
        .withHostName(spec.alias())
        .withAliases(spec.alias())
        .withEnv(
            spec.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList())
        .withLabels(labels(spec))
        .withHostConfig(host);
  }

  private Map<String, String> labels(ContainerSpec spec) {
    return spec.address() == null
        ? Map.of(LABEL, drill)
        : Map.of(LABEL, drill, DrillAddress.LABEL, spec.address());
  }

  private static Map<String, String> inMemory(ContainerSpec spec) {
    return spec.inMemory() == null
        ? Map.of()
        : Map.of(spec.inMemory(), "rw,size=" + spec.memory() / 2);
  }

  /**
   * Fills what a container keeps in memory, to the last byte.
   *
   * @throws Failure when it keeps nothing there, or something is free afterwards
   */
  public void fill(ContainerSpec spec) {
    String file = filler(spec);
    // It ends with an error: that is what a full disk is.
    endsWell(spec.name(), "dd", "if=/dev/zero", "of=" + file, "bs=65536");
    if (endsWell(
        spec.name(), "dd", "if=/dev/zero", "of=" + file + "-more", "bs=65536", "count=1")) {
      throw Failure.of("R615", "what `" + spec.name() + "` keeps in memory could not be filled");
    }
  }

  /** Gives back what was filled. */
  public void empty(ContainerSpec spec) {
    endsWell(spec.name(), "rm", "-f", filler(spec), filler(spec) + "-more");
  }

  private static String filler(ContainerSpec spec) {
    return spec.inMemory() + "/backstay-filler";
  }

  /**
   * Waits until a program inside a container ends well.
   *
   * @param container its name
   * @throws Failure when it does not in time, or the container has ended
   */
  public void await(String container, Duration within, Look look, String... argv) {
    Poll poll =
        new Poll(
            within,
            Duration.ofMillis(100),
            () -> look.cancelled() || Thread.currentThread().isInterrupted());
    boolean ready = poll.until(() -> endsWell(container, argv));
    if (!ready) {
      throw useless(container, "does not answer");
    }
  }

  private boolean endsWell(String container, String... argv) {
    ContainerState state = engine.require(container);
    if (!state.alive()) {
      throw useless(container, "has ended with " + state.exitCode());
    }
    if (!state.status().equals("running")) {
      return false;
    }
    try (Program asking = engine.socket().start(state.id(), ContainerCommand.of(argv))) {
      asking.output().readAllBytes();
      return asking.await().ok();
    } catch (IOException e) {
      throw Trouble.cut("asking `" + container + "`", e);
    }
  }

  private Failure useless(String container, String how) {
    return Failure.of("R615", "`%s` %s: %s".formatted(container, how, lastWords(container)))
        .help("These are the last lines it printed; the drill removes it.");
  }

  /** The end of what a container has printed, on one line. */
  private String lastWords(String container) {
    StringBuilder words = new StringBuilder();
    ResultCallback.Adapter<Frame> lines =
        new ResultCallback.Adapter<>() {
          @Override
          public void onNext(Frame frame) {
            words.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
          }
        };
    engine
        .client()
        .ask(
            "reading what `" + container + "` has printed",
            docker ->
                Images.awaited(
                    docker
                        .logContainerCmd(container)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withTail(LAST_WORDS)
                        .exec(lines)));
    return words.toString().strip().replaceAll("\\s*\\R\\s*", " | ");
  }

  /** Kills a container and starts it again, as its engine would after a crash. */
  public void kill(String container) {
    ContainerState found = engine.require(container);
    engine
        .client()
        .ask(
            "killing container `" + container + "`",
            docker -> docker.killContainerCmd(found.id()).exec());
    engine.start(found);
  }

  /** Takes a container off its network. */
  public void cutOff(ContainerSpec spec) {
    engine
        .client()
        .ask(
            "cutting off container `" + spec.name() + "`",
            docker ->
                docker
                    .disconnectFromNetworkCmd()
                    .withNetworkId(spec.network())
                    .withContainerId(spec.name())
                    .exec());
  }

  /** Puts it back where it was. */
  public void reconnect(ContainerSpec spec) {
    engine
        .client()
        .ask(
            "reconnecting container `" + spec.name() + "`",
            docker ->
                docker
                    .connectToNetworkCmd()
                    .withNetworkId(spec.network())
                    .withContainerId(spec.name())
                    .withContainerNetwork(new ContainerNetwork().withAliases(spec.alias()))
                    .exec());
  }

  /**
   * Removes a container with its volumes, and the network when nobody is left in it. What is gone
   * already stays gone; what was not made for this drill is left alone.
   */
  public void remove(String container, String network) {
    engine
        .container(container)
        .filter(found -> drill.equals(found.labels().get(LABEL)))
        .ifPresent(found -> made.removeContainer(found.id()));
    if (made.containers(drill).isEmpty()) {
      networks(network).stream()
          .filter(found -> drill.equals(found.getLabels().get(LABEL)))
          .forEach(found -> made.removeNetwork(found.getId()));
    }
  }

  /** Whether a container of this name exists, whoever made it. */
  public boolean exists(String container) {
    return engine.container(container).isPresent();
  }
}
