package io.backstay.run.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file for what is too much to hold; it goes away with this process, however that ends. */
final class NamelessFile {
  private NamelessFile() {}

  static FileChannel create(String purpose) throws IOException {
    Path path = Files.createTempFile(purpose, null);
    try {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }
}
