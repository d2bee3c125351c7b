package io.backstay.testing;

import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of this machine. */
final class TestProgram implements Program {
  private final Process process;
  private final Path stderr;

  TestProgram(Command command, Look look) {
    try {
      stderr = Files.createTempFile("stderr", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command.argv());
      builder.redirectError(stderr.toFile());
      builder.environment().putAll(command.environment());
      command.secrets().forEach((k, v) -> builder.environment().put(k, look.reveal(v)));
      Path directory = command.directory();
      builder.directory(directory == null ? null : directory.toFile());
      process = builder.start();
    } catch (IOException e) {
      throw Failure.of("R501", "cannot start " + command.argv().getFirst()).because(e);
    }
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public Exit await() {
    try {
      process.getOutputStream().close();
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      int code = process.waitFor();
      return new Exit(code, Files.readString(stderr, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
