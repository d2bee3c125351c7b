package io.backstay.survey;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Numbers as Prometheus reads them. */
public final class PrometheusText {
  private final StringBuilder text = new StringBuilder();
  private String told = "";

  /**
   * Adds one; those that differ in labels only, one after another.
   *
   * @param name with its labels
   * @param help what it tells
   */
  public PrometheusText gauge(String name, String help, Number value) {
    String bare = name.replaceFirst("\\{.*", "");
    if (!bare.equals(told)) {
      text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(bare, help, bare));
      told = bare;
    }
    text.append(name).append(' ').append(value).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * Writes them, so that whoever reads sees all of the old numbers or all of the new ones.
   *
   * @throws Failure when they cannot be written
   */
  public void write(Path file) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
      // Another user reads it; and what does not end with .prom is not read.
      Path part = Files.createTempFile(directory, ".metrics-", ".part");
      try {
        Files.writeString(part, text);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw Failure.of(
              "R761", "the numbers for Prometheus cannot be written to `" + file + "`: " + e)
          .help("see that the directory may be written; until then they are old")
          .because(e);
    }
  }
}
