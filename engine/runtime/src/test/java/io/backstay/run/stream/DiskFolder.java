package io.backstay.run.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** A folder on the disk this is built on, also where the system's own for such things is memory. */
final class DiskFolder implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext of, ExtensionContext test)
      throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(Path.of("target").toAbsolutePath()), "disk");
  }
}
