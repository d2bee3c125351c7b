package io.backstay.drills.scratch;

import io.backstay.spi.ScratchType;

/** How what a drill makes on a Docker engine is named; the drill's id makes the names its own. */
final class DockerNames {
  private DockerNames() {}

  static String container(ScratchType.Place place, String name) {
    return network(place) + "-" + name;
  }

  static String network(ScratchType.Place place) {
    // Before a run nobody knows its id, and what stands for that is no part of a name.
    return "backstay-" + place.drill().replace('?', 'x');
  }
}
