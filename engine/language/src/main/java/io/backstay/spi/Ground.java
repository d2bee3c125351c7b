package io.backstay.spi;

import java.nio.file.Path;

/**
 * Where something lies, or will lie, on a disk of this host.
 *
 * @param path as this process reaches it; perhaps not there yet
 * @param says for people
 */
public record Ground(Path path, String says) {
  /** A place that people know by its path. */
  public static Ground of(Path path) {
    return new Ground(path, path.toString());
  }
}
