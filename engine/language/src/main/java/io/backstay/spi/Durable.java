package io.backstay.spi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;

/** What outlives a loss of power. */
public final class Durable {
  private Durable() {}

  /**
   * Returns when all of a file, or the names in a directory, are on disk.
   *
   * @throws IOException when the disk says no, or the path cannot be opened for reading
   */
  public static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes a directory and those missing above it; returns when all their names are on disk.
   *
   * @param attributes of those that are made
   * @throws IOException also when something else has such a name
   */
  public static void directories(Path directory, FileAttribute<?>... attributes)
      throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent == null || Files.isDirectory(directory)) {
      return;
    }
    directories(parent, attributes);
    Files.createDirectories(directory, attributes);
    force(parent);
  }
}
