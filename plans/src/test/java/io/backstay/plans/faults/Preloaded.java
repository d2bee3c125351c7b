package io.backstay.plans.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Libraries that stand in front of the C library of a process. */
public final class Preloaded {
  private Preloaded() {}

  /**
   * Built once; from source, so that nobody has to trust a binary.
   *
   * @param name of the source
   * @return the path of the library
   */
  public static synchronized String library(String name) {
    Path library = Path.of("target", name + ".so").toAbsolutePath();
    Path source = Path.of("src", "test", "c", name + ".c").toAbsolutePath();
    try {
      if (Files.notExists(library)
          || Files.getLastModifiedTime(library).compareTo(Files.getLastModifiedTime(source)) < 0) {
        Tool.run(
            "cc",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-shared",
            "-fPIC",
            "-o",
            library.toString(),
            source.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return library.toString();
  }
}
