package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says why something could not be written. */
final class WriteFailure {
  private WriteFailure() {}

  /**
   * Whether a write failed for want of space is told by the space that is left, not by the words of
   * the system.
   *
   * @param path what was written
   * @param rest bytes that did not go out
   */
  static StreamException of(Path path, long rest, IOException cause) {
    return of(path, path, rest, cause);
  }

  /** The same of a file that only gets to its path in the end. */
  static StreamException of(Path path, Path apart, long rest, IOException cause) {
    try {
      long free = Files.getFileStore(apart).getUsableSpace();
      return free < Math.max(rest, Blocks.SIZE)
          ? full(path, Files.size(apart), rest, free, cause)
          : unwritable(path, cause);
    } catch (IOException e) {
      return unwritable(path, cause);
    }
  }

  private static StreamException full(
      Path path, long written, long rest, long free, IOException cause) {
    String message =
        "`%s` cannot be written: its file system is full (%d bytes written, at least %d more needed, %d free)"
            .formatted(path, written, Math.max(rest, 1), free);
    return StreamException.of(Kind.NO_SPACE, message)
        .help("Make room there, or give the plan another place.")
        .because(cause);
  }

  static StreamException unwritable(Path path, IOException cause) {
    return StreamException.of(
            Kind.UNWRITABLE, "`" + path + "` cannot be written: " + Reason.of(cause))
        .because(cause);
  }
}
