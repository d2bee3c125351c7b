package io.backstay.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * A kind of disposable resource: what a drill restores into instead of the real thing.
 *
 * @param <P> the parameters
 */
public interface ScratchType<P extends Record> extends Type<P> {
  /**
   * Describes one; pure, makes nothing.
   *
   * @param name its key in the drill
   * @param params how it is to be
   * @param place where it may keep what it needs
   */
  Scratch scratch(String name, P params, Place place);

  /**
   * What expressions of the drill can name of one, such as {@code url} in {@code
   * ${scratch.db.url}}; pure, and the same names for every place.
   *
   * @param name its key in the drill
   * @param place where it may keep what it needs
   */
  default Map<String, String> properties(String name, Place place) {
    return Map.of();
  }

  /**
   * Where scratch resources of one drill keep what they need.
   *
   * @param drill id of the drill's run, for tags
   * @param directory of this one resource alone; nothing makes it but the resource itself
   * @param standsFor what is known of the parameters of the thing it is bound to, by their keys;
   *     secrets are left out
   */
  record Place(String drill, Path directory, Map<String, String> standsFor) {
    /** Copies the map. */
    public Place {
      standsFor = Map.copyOf(standsFor);
    }

    /** One that is bound to nothing, or to something of which nothing is known. */
    public Place(String drill, Path directory) {
      this(drill, directory, Map.of());
    }
  }
}
