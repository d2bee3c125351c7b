package io.backstay.run.stream;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small ext4 file system in a file, mounted while a test needs it. */
record LoopDisk(Path folder, Path mount) implements AutoCloseable {
  static LoopDisk create(Path folder, int megabytes) throws IOException {
    Path image = Files.createTempFile("loop", ".ext4");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) megabytes << 20);
    }
    Path mount = Files.createDirectory(folder.resolve("disk"));
    Tool.run(folder, "mkfs.ext4", "-q", "-m", "0", image.toString());
    Tool.run(folder, "mount", "-o", "loop", image.toString(), mount.toString());
    // The mount keeps the image: without a name it goes away with the mount.
    Files.delete(image);
    return new LoopDisk(folder, mount);
  }

  @Override
  public void close() {
    Tool.run(folder, "umount", mount.toString());
  }
}
