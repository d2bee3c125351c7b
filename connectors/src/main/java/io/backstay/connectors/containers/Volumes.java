package io.backstay.connectors.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The volumes of an engine. */
final class Volumes {

  private final DockerEngine engine;

  Volumes(DockerEngine engine) {
    this.engine = engine;
  }

  /**
   * A volume that exists. Everything else would make a missing one, empty, and go on.
   *
   * @throws Failure when it does not exist
   */
  VolumeState require(String name) {
    try {
      return engine
          .client()
          .ask(
              "looking at volume `" + name + "`",
              docker -> VolumeState.of(docker.inspectVolumeCmd(name).exec()));
    } catch (NotFoundException e) {
      throw Trouble.missing("volume `" + name + "`")
          .help("`docker volume ls` lists what there is.")
          .because(e);
    }
  }

  /**
   * Where a volume is on this host, when this process may do there what a container may: the engine
   * is on this host and maps no users, and this process is root.
   */
  Optional<Path> directory(VolumeState volume) {
    boolean possible =
        volume.plain() && engine.client().address() instanceof EngineAddress.Local && root();
    return possible && onThisHost()
        ? Optional.of(Path.of(volume.mountpoint())).filter(Files::isDirectory)
        : Optional.empty();
  }

  /** Running containers that have a volume mounted. */
  List<String> usedBy(VolumeState volume) {
    return engine
        .client()
        .ask(
            "listing containers",
            docker -> docker.listContainersCmd().withVolumeFilter(List.of(volume.name())).exec())
        .stream()
        .filter(container -> !container.getLabels().containsKey(VolumeHelper.OWNER_LABEL))
        .map(container -> container.getNames()[0].replaceFirst("^/", ""))
        .sorted()
        .toList();
  }

  // An engine reached through a socket that was mounted into our own container has another name,
  // and its paths mean something else here.
  private boolean onThisHost() {
    Info info = engine.client().ask("describing itself", docker -> docker.infoCmd().exec());
    List<String> security = info.getSecurityOptions();
    boolean mapped =
        security != null
            && security.stream().anyMatch(o -> o.contains("rootless") || o.contains("userns"));
    return !mapped && Owner.hostName().equals(info.getName());
  }

  private static boolean root() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
