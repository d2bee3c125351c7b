package io.backstay.plans.faults;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small ext4 file system of its own, which can be filled. */
public final class Disk implements AutoCloseable {
  private final Path mount;
  private final Path ballast;

  /**
   * Makes and mounts it.
   *
   * @param home where it is mounted
   * @param inodes how many files fit on it
   */
  public Disk(Path home, int inodes) throws IOException {
    Path image = Files.createTempFile("backstay", ".ext4");
    mount = Files.createDirectories(home.resolve("disk"));
    ballast = mount.resolve("ballast");
    Tool.run("truncate", "-s", "24M", image.toString());
    Tool.run("mkfs.ext4", "-q", "-m", "0", "-N", "" + inodes, image.toString());
    Tool.run("mount", "-o", "loop", image.toString(), mount.toString());
    Files.delete(image); // the mount keeps it
    Files.createDirectory(ballast);
  }

  /** Where it is. */
  public Path mount() {
    return mount;
  }

  /** Leaves this much room and no more. */
  public void leaveKilobytes(long kilobytes) {
    Path bytes = ballast.resolve("bytes");
    byte[] block = new byte[4096];
    try (FileChannel file = FileChannel.open(bytes, CREATE_NEW, WRITE)) {
      fill(file, block);
      file.truncate(file.size() - kilobytes * 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(FileChannel file, byte[] block) {
    try {
      while (true) {
        file.write(ByteBuffer.wrap(block));
      }
    } catch (IOException full) {
      // As wanted.
    }
  }

  /** Leaves room for this many files and no more. */
  void leaveFiles(int files) {
    int made = 0;
    try {
      while (true) {
        Files.createFile(ballast.resolve("file-" + made));
        made++;
      }
    } catch (IOException full) {
      for (int i = 0; i < files; i++) {
        Tool.run("rm", ballast.resolve("file-" + i).toString());
      }
    }
  }

  /** Nothing can be written to it any more. */
  void readOnly() {
    Tool.run("mount", "-o", "remount,ro", mount.toString());
  }

  /** There is room again. */
  void free() {
    Tool.run("mount", "-o", "remount,rw", mount.toString());
    Tool.run("sh", "-c", "rm -f \"$1\"/*", "sh", ballast.toString());
  }

  @Override
  public void close() {
    Tool.run("umount", mount.toString());
  }
}
