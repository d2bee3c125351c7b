package io.backstay.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file to which lines are added, by several processes at a time, and from which nothing is taken.
 *
 * @param path where it is; its directory is made when it is missing
 */
record LineFile(Path path) {
  private static final Set<StandardOpenOption> ADDING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  /**
   * Adds a line, durable when this returns. What somebody has left unfinished stays a line of its
   * own.
   */
  void add(String line) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path)) {
      throw new IOException("it is not a file");
    }
    String text = unfinished() ? "\n" + line + "\n" : line + "\n";
    try (FileChannel channel = FileChannel.open(path, ADDING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      // One write at the end of a file is one piece, whoever else writes there.
      channel.write(bytes);
      channel.force(true);
      if (bytes.hasRemaining()) {
        throw new IOException("only a part of the line was written");
      }
    }
  }

  private boolean unfinished() throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      return size > 0 && (channel.read(last, size - 1) < 1 || last.get(0) != '\n');
    }
  }
}
