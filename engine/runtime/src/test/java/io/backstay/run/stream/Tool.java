package io.backstay.run.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs the tools of the system that tests compare with; independent of the code under test. */
public final class Tool {
  private Tool() {}

  /** Runs a program that has to succeed, and gives its standard output. */
  public static String run(Path directory, String... argv) {
    return new String(bytes(directory, argv), StandardCharsets.UTF_8);
  }

  static byte[] bytes(Path directory, String... argv) {
    try {
      Process process =
          new ProcessBuilder(argv)
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      byte[] out;
      try (InputStream stream = process.getInputStream()) {
        out = stream.readAllBytes();
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError(List.of(argv) + " exited with " + exit);
      }
      return out;
    } catch (IOException e) {
      throw new AssertionError(List.of(argv) + " did not run", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The first word of what a digest tool prints about a file. */
  static String digest(String tool, Path file) {
    return run(file.toAbsolutePath().getRoot(), tool, file.toString()).split(" ")[0];
  }
}
