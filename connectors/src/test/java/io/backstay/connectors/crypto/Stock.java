package io.backstay.connectors.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs every distribution has, as somebody without backstay would call them. */
final class Stock {
  private final Path directory;

  Stock(Path directory) {
    this.directory = directory;
  }

  /** What a program writes to standard output, given this; fails when the program does. */
  byte[] run(byte[] input, String... argv) {
    try {
      Path said = Files.createTempFile(directory, "said", ".txt");
      Path given = Files.createTempFile(directory, "given", ".bin");
      Files.write(given, input);
      Process process =
          new ProcessBuilder(argv)
              .directory(directory.toFile())
              .redirectInput(given.toFile())
              .redirectError(Redirect.to(said.toFile()))
              .start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new AssertionError(List.of(argv) + ": " + Files.readString(said));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String text(String... argv) {
    return new String(run(new byte[0], argv), StandardCharsets.UTF_8).strip();
  }

  Path file(String name, byte[] bytes) {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
      out.write(bytes);
      return directory.resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }
}
