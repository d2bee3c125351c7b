package io.backstay.connectors.stores;

import io.backstay.spi.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proves that a directory can be written, with a file of one byte that is removed again. */
final class WriteProof {
  private static final byte[] ONE_BYTE = new byte[1];

  private WriteProof() {}

  static Finding in(Path directory) {
    Path file = directory.resolve(KeyNames.OURS + "-" + UUID.randomUUID() + ".proof");
    IOException refused = written(file);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return Finding.fail(
          file + " was written as a proof and cannot be removed: " + DirectoryReader.reason(e),
          "Remove it, and give this user the right to delete there.");
    }
    return refused == null
        ? Finding.ok(directory + " writable: a file of one byte was written and removed")
        : Finding.fail(
            "cannot write to " + directory + ": " + DirectoryReader.reason(refused),
            "Give this user the right to write there, and see that there is room.");
  }

  private static @Nullable IOException written(Path file) {
    try {
      Files.write(
          file,
          ONE_BYTE,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.SYNC,
          StandardOpenOption.WRITE);
      return null;
    } catch (IOException e) {
      return e;
    }
  }
}
