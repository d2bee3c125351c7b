package io.backstay.run;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.backstay.spi.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Files of somebody else that get another content, whole at every instant, and durable. */
public final class ForeignFile {
  private static final int PERMISSIONS = 07777;
  private static final String PART = ".backstay-part";

  private ForeignFile() {}

  /** Gives a file another content; its owner and its mode stay. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + PART);
    put(part, file, content, (int) Files.getAttribute(file, "unix:mode") & PERMISSIONS, file);
  }

  /** Makes a file that belongs to whom another one belongs to, and that nobody else can read. */
  static void create(Path beside, Path file, byte[] content) throws IOException {
    put(Path.of(beside + PART), file, content, 0600, beside);
  }

  private static void put(Path part, Path like, byte[] content, int mode, Path as)
      throws IOException {
    Files.deleteIfExists(part);
    try {
      try (FileChannel channel = FileChannel.open(part, Set.of(CREATE_NEW, WRITE), Private.FILE)) {
        own(part, like);
        Files.setAttribute(part, "unix:mode", mode);
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(part, as, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    Durable.force(as.resolveSibling("."));
  }

  private static void own(Path part, Path like) throws IOException {
    for (String whose : new String[] {"unix:uid", "unix:gid"}) {
      Object id = Files.getAttribute(like, whose);
      if (!id.equals(Files.getAttribute(part, whose))) {
        Files.setAttribute(part, whose, id);
      }
    }
  }
}
