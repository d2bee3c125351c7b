package io.backstay.app.schedule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of the host that is asked something. */
final class Command {
  private Command() {}

  /**
   * How it ended.
   *
   * @param exit its exit code
   * @param out what it printed, a character for each byte
   * @param err what it complained of
   */
  record Result(int exit, String out, String err) {
    String says() {
      return err.isBlank() ? "exit " + exit : err.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
  }

  /** Runs it to its end with this input, a byte for each character. */
  static Result run(List<String> words, String input) {
    try {
      Path err = Files.createTempFile("backstay", ".err");
      try {
        return run(words, input, err);
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw Trouble.unable(
          "`" + words.getFirst() + "` cannot be started", "install it, or choose another --format");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.unable("interrupted while `" + words.getFirst() + "` ran", "see what it did");
    }
  }

  private static Result run(List<String> words, String input, Path err)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(ISO_8859_1));
    } catch (IOException e) {
      // It has ended without reading: what it printed tells.
    }
    String out = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    return new Result(process.waitFor(), out, Files.readString(err, ISO_8859_1));
  }
}
