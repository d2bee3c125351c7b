package io.backstay.plans.faults;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container that plans stop, because it writes to what they back up. */
final class Application implements AutoCloseable {
  private final String name = "faults-" + UUID.randomUUID().toString().substring(0, 8);
  private final GenericContainer<?> container =
      new GenericContainer<>(DockerImageName.parse("busybox:latest"))
          .withCommand("sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done")
          .withCreateContainerCmdModifier(create -> create.withName(name));

  /** Starts it. */
  Application() {
    container.start();
  }

  String name() {
    return name;
  }

  boolean runs() {
    return Boolean.TRUE.equals(state().getRunning());
  }

  /** When it was started last; another one after it was stopped. */
  String started() {
    return String.valueOf(state().getStartedAt());
  }

  private ContainerState state() {
    return DockerClientFactory.instance()
        .client()
        .inspectContainerCmd(container.getContainerId())
        .exec()
        .getState();
  }

  @Override
  public void close() {
    container.stop();
  }
}
