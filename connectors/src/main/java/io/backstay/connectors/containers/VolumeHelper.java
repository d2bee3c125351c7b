package io.backstay.connectors.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.backstay.spi.Failure;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;

/**
 * A container that is never started and only lends its view of a volume: the engine gives and takes
 * archives of what is mounted into a container whether it runs or not. Its image is empty, made on
 * the spot, so nothing is ever pulled.
 */
final class VolumeHelper implements AutoCloseable {

  static final String IMAGE = "backstay/empty:1";
  static final String RUN_LABEL = "io.backstay.run";
  static final String OWNER_LABEL = "io.backstay.owner";
  private static final int EMPTY_TAR = 10 * 1024;

  private final DockerEngine engine;
  private final String id;
  private final String path;

  private VolumeHelper(DockerEngine engine, String id, String path) {
    this.engine = engine;
    this.id = id;
    this.path = path;
  }

  /**
   * Mounts a volume, after removing helpers that dead processes have left.
   *
   * @param volume exists
   * @param root the name its members shall have in archives
   * @param run id of the run, for whoever finds the container
   */
  static VolumeHelper mount(
      DockerEngine engine, VolumeState volume, String root, AccessMode access, String run) {
    sweep(engine);
    ensureImage(engine);
    String path = "/volume/" + root;
    Bind bind = new Bind(volume.name(), new Volume(path), access);
    String id =
        engine
            .client()
            .ask(
                "making a helper container",
                docker ->
                    docker
                        .createContainerCmd(IMAGE)
                        .withCmd("/none")
                        .withLabels(Map.of(RUN_LABEL, run, OWNER_LABEL, Owner.self().label()))
                        .withHostConfig(
                            HostConfig.newHostConfig().withNetworkMode("none").withBinds(bind))
                        .exec()
                        .getId());
    return new VolumeHelper(engine, id, path);
  }

  String id() {
    return id;
  }

  /** Where the volume is inside; its last name is the root that was asked for. */
  String path() {
    return path;
  }

  private static void ensureImage(DockerEngine engine) {
    try {
      engine.client().ask("looking for " + IMAGE, docker -> docker.inspectImageCmd(IMAGE).exec());
    } catch (NotFoundException e) {
      engine.socket().importImage(IMAGE, new ByteArrayInputStream(new byte[EMPTY_TAR]));
    }
  }

  /** Removes helpers whose process is certain to be dead. */
  static void sweep(DockerEngine engine) {
    Owner self = Owner.self();
    List<Container> helpers =
        engine
            .client()
            .ask(
                "listing helper containers",
                docker ->
                    docker
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(OWNER_LABEL))
                        .exec());
    helpers.stream()
        .filter(c -> Owner.parse(c.getLabels().getOrDefault(OWNER_LABEL, "")).deadAsSeenBy(self))
        .forEach(helper -> remove(engine, helper.getId()));
  }

  // Volumes the image itself declares go with it; a named one is never removed this way.
  static void remove(DockerEngine engine, String id) {
    try {
      engine
          .client()
          .ask(
              "removing a helper container",
              docker ->
                  docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    } catch (NotFoundException e) {
      // Somebody else was faster.
    } catch (Failure e) {
      // An engine that is gone keeps it until the next helper is made.
    }
  }

  /** Removes the container; the volume stays. What cannot be removed now is swept later. */
  @Override
  public void close() {
    remove(engine, id);
  }
}
