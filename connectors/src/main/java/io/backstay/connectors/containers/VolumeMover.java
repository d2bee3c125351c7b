package io.backstay.connectors.containers;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.backstay.connectors.files.Disk;
import io.backstay.spi.Failure;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A running container that does nothing but have a volume, and programs to rename things in it. It
 * is made of an image that a container with this volume uses, so nothing is pulled.
 */
final class VolumeMover implements AutoCloseable {

  /** Where the volume is inside. */
  static final Path VOLUME = Path.of("/backstay-volume");

  private final DockerEngine engine;
  private final String id;

  private VolumeMover(DockerEngine engine, String id) {
    this.engine = engine;
    this.id = id;
  }

  /**
   * Starts one.
   *
   * @throws Failure when no container uses the volume, or none of their images can do it
   */
  static VolumeMover start(DockerEngine engine, VolumeState volume, String run) {
    VolumeHelper.sweep(engine);
    Failure last =
        Failure.of(
                "R616",
                "volume `" + volume.name() + "` cannot be replaced from here: no container uses it")
            .help("Restore as root on the engine's host, or create the container that uses it.");
    for (String image : images(engine, volume)) {
      VolumeMover mover = new VolumeMover(engine, create(engine, volume, image, run));
      try {
        mover.begin();
        return mover;
      } catch (Failure e) {
        mover.close();
        last =
            Failure.of(
                    "R616",
                    "volume `%s` cannot be replaced from here: image %s has no `sleep`"
                        .formatted(volume.name(), image))
                .help("Restore as root on the engine's host.")
                .because(e);
      }
    }
    throw last;
  }

  // Images of running containers first: they are known to work.
  private static List<String> images(DockerEngine engine, VolumeState volume) {
    return engine
        .client()
        .ask(
            "listing containers",
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withVolumeFilter(List.of(volume.name()))
                    .exec())
        .stream()
        .filter(container -> !container.getLabels().containsKey(VolumeHelper.OWNER_LABEL))
        .sorted(Comparator.comparing(container -> !"running".equals(container.getState())))
        .map(Container::getImageId)
        .distinct()
        .toList();
  }

  private static String create(DockerEngine engine, VolumeState volume, String image, String run) {
    Bind bind = new Bind(volume.name(), new Volume(VOLUME.toString()), AccessMode.rw);
    return engine
        .client()
        .ask(
            "making a helper container",
            docker ->
                docker
                    .createContainerCmd(image)
                    .withEntrypoint("sleep")
                    .withCmd("86400")
                    .withUser("0")
                    // Nobody waits for it, neither we nor an engine that is told to end.
                    .withStopSignal("SIGKILL")
                    .withLabels(
                        Map.of(
                            VolumeHelper.RUN_LABEL,
                            run,
                            VolumeHelper.OWNER_LABEL,
                            Owner.self().label()))
                    .withHostConfig(
                        HostConfig.newHostConfig().withNetworkMode("none").withBinds(bind))
                    .exec()
                    .getId());
  }

  private void begin() {
    engine.client().ask("starting a helper", docker -> docker.startContainerCmd(id).exec());
  }

  Disk disk() {
    return new ContainerDisk(engine.socket(), id);
  }

  String id() {
    return id;
  }

  @Override
  public void close() {
    VolumeHelper.remove(engine, id);
  }
}
