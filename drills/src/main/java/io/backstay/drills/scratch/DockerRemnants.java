package io.backstay.drills.scratch;

import io.backstay.connectors.containers.MadeForDrills;
import io.backstay.drill.Remnants;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Containers and networks that drills have left on the engine of this host. */
public final class DockerRemnants implements Remnants {
  @Override
  public Map<String, List<String>> find(Path base) {
    return new MadeForDrills().all();
  }

  @Override
  public void remove(String drill, Path base) {
    new MadeForDrills().remove(drill);
  }
}
