package io.backstay.connectors.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What bears the label of a drill on an engine, whoever made it. */
public final class MadeForDrills {
  private final DockerEngine engine;

  /** On the engine that the environment of this process points at. */
  public MadeForDrills() {
    this(DockerEngine.ofThisHost());
  }

  MadeForDrills(DockerEngine engine) {
    this.engine = engine;
  }

  /**
   * Containers and networks by the ids of their drills.
   *
   * @throws Failure when the engine does not answer
   */
  public Map<String, List<String>> all() {
    Map<String, List<String>> all = new TreeMap<>();
    for (Container container : labelled(Disposables.LABEL)) {
      all.computeIfAbsent(container.getLabels().get(Disposables.LABEL), drill -> new ArrayList<>())
          .add("container " + container.getNames()[0].substring(1));
    }
    for (Network network : networks()) {
      all.computeIfAbsent(network.getLabels().get(Disposables.LABEL), drill -> new ArrayList<>())
          .add("network " + network.getName());
    }
    return all;
  }

  /** Removes every container and every network of a drill. */
  public void remove(String drill) {
    containers(drill).forEach(container -> removeContainer(container.getId()));
    networks().stream()
        .filter(network -> drill.equals(network.getLabels().get(Disposables.LABEL)))
        .forEach(network -> removeNetwork(network.getId()));
  }

  /** Containers that listen where a drill can ask them. */
  List<Container> addressed() {
    return labelled(DrillAddress.LABEL);
  }

  List<Container> containers(String drill) {
    return labelled(Disposables.LABEL + "=" + drill);
  }

  private List<Container> labelled(String label) {
    return engine
        .client()
        .ask(
            "listing containers",
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(label))
                    .exec());
  }

  private List<Network> networks() {
    return engine
        .client()
        .ask("listing networks", docker -> docker.listNetworksCmd().exec())
        .stream()
        .filter(network -> network.getLabels().containsKey(Disposables.LABEL))
        .toList();
  }

  void removeContainer(String id) {
    try {
      engine
          .client()
          .ask(
              "removing a container",
              docker ->
                  docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    } catch (NotFoundException e) {
      // Somebody else was faster.
    }
  }

  void removeNetwork(String id) {
    try {
      engine.client().ask("removing a network", docker -> docker.removeNetworkCmd(id).exec());
    } catch (NotFoundException e) {
      // Somebody else was faster.
    }
  }
}
