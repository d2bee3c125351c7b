package io.backstay.run.stream;

import java.nio.file.Path;

/** A file system that knows nothing but the system's cache, mounted while a test needs it. */
record RamDisk(Path mount) implements AutoCloseable {
  /** Mounts it on a directory that is there. */
  static RamDisk on(Path mount) {
    Tool.run(mount, "mount", "-t", "ramfs", "ramfs", mount.toString());
    return new RamDisk(mount);
  }

  @Override
  public void close() {
    Tool.run(mount.resolveSibling("."), "umount", mount.toString());
  }
}
