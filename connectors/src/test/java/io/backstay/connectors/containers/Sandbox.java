package io.backstay.connectors.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Containers and volumes of one test on the real engine, all removed with it. */
final class Sandbox implements AutoCloseable {

  static final String IMAGE = "busybox:latest";

  /** Does nothing, and ends at once when it is told to. */
  static final String[] IDLE = {"sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"};

  private final DockerEngine engine = DockerEngine.ofThisHost();
  private final Deque<Runnable> removals = new ArrayDeque<>();

  DockerEngine engine() {
    return engine;
  }

  /** A running container that ends at once when it is told to. */
  ContainerState idle() {
    return run(IDLE);
  }

  ContainerState run(String... command) {
    ContainerState created = create(UnaryOperator.identity(), command);
    engine.start(created);
    return engine.require(created.name());
  }

  ContainerState create(UnaryOperator<CreateContainerCmd> more, String... command) {
    return create(IMAGE, more, command);
  }

  private ContainerState create(
      String image, UnaryOperator<CreateContainerCmd> more, String... command) {
    String name = "backstay-test-" + UUID.randomUUID();
    removals.push(() -> remove(name));
    engine
        .client()
        .ask(
            "creating a container",
            docker ->
                more.apply(docker.createContainerCmd(image).withName(name).withCmd(command))
                    .exec());
    return engine.require(name);
  }

  /** A new volume's name. */
  String volume() {
    String name = "backstay-test-" + UUID.randomUUID();
    removals.push(
        () ->
            engine
                .client()
                .ask("removing a volume", docker -> docker.removeVolumeCmd(name).exec()));
    engine
        .client()
        .ask("creating a volume", docker -> docker.createVolumeCmd().withName(name).exec());
    return name;
  }

  /** A running container that has a volume at {@code /data}. */
  ContainerState idleWith(String volume) {
    return idleWith(volume, IMAGE);
  }

  ContainerState idleWith(String volume, String image) {
    ContainerState created =
        create(
            image,
            command ->
                command.withHostConfig(
                    HostConfig.newHostConfig().withBinds(Bind.parse(volume + ":/data"))),
            IDLE);
    engine.start(created);
    return engine.require(created.name());
  }

  /** What a program inside a container prints; it has to end well. */
  String output(ContainerState container, String... argv) throws java.io.IOException {
    try (ContainerProgram program =
        engine.socket().start(container.id(), ContainerCommand.of(argv))) {
      String text = ChannelInput.text(program.output().readAllBytes());
      org.assertj.core.api.Assertions.assertThat(program.await().ok()).isTrue();
      return text;
    }
  }

  private void remove(String container) {
    try {
      engine
          .client()
          .ask(
              "removing a container",
              docker ->
                  docker
                      .removeContainerCmd(container)
                      .withForce(true)
                      .withRemoveVolumes(true)
                      .exec());
    } catch (com.github.dockerjava.api.exception.NotFoundException e) {
      // The test removed it itself.
    }
  }

  @Override
  public void close() {
    removals.forEach(Runnable::run);
  }
}
