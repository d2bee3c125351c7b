package io.backstay.spi;

import java.nio.file.Path;

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
   * Where scratch resources of one drill keep what they need.
   *
   * @param drill id of the drill's run, for tags
   * @param directory of this one resource alone; nothing makes it but the resource itself
   */
  record Place(String drill, Path directory) {}
}
