package io.backstay.drill;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Finds what drills have left of which no journal knows any more. Everything a drill makes bears
 * its id from the moment it is made.
 */
public interface Remnants {
  /**
   * What there is, by the ids of drills that live or are dead.
   *
   * @param base where drills have their directories
   * @throws io.backstay.spi.Failure when that cannot be found out
   */
  Map<String, List<String>> find(Path base);

  /**
   * Removes all of it.
   *
   * @param drill id of the drill it was made for
   * @throws io.backstay.spi.Failure when it cannot be removed
   */
  void remove(String drill, Path base);

  /** All who know where to look here. */
  static List<Remnants> found() {
    return ServiceLoader.load(Remnants.class).stream().map(ServiceLoader.Provider::get).toList();
  }
}
