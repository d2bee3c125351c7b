package io.backstay.connectors.containers;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import java.util.Map;

/**
 * A volume as the engine describes it.
 *
 * @param name its name
 * @param driver who keeps it
 * @param options what that was asked for; a plain local volume has none
 * @param mountpoint where it is on the engine's host
 */
record VolumeState(String name, String driver, Map<String, String> options, String mountpoint) {

  static VolumeState of(InspectVolumeResponse inspected) {
    Map<String, String> options = inspected.getOptions();
    return new VolumeState(
        inspected.getName(),
        inspected.getDriver(),
        options == null ? Map.of() : Map.copyOf(options),
        inspected.getMountpoint());
  }

  /**
   * Whether it is an ordinary directory of the engine's host. With options it is mounted only while
   * a container uses it, and other drivers keep theirs elsewhere.
   */
  boolean plain() {
    return driver.equals("local") && options.isEmpty();
  }
}
