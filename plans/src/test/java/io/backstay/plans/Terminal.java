package io.backstay.plans;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A terminal with a shell on it, as a person has one. */
final class Terminal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final int columns;
  private final StringBuilder sent = new StringBuilder();
  private final Thread reader;

  /**
   * Runs commands of the shell.
   *
   * @param columns how wide it is
   */
  Terminal(Path directory, int columns, Map<String, String> environment, String commands)
      throws IOException {
    this.columns = columns;
    List<String> command =
        List.of(
            "env",
            "--default-signal=HUP,INT,TERM",
            "script",
            "-qfec",
            "stty cols " + columns + " rows 24; " + commands,
            "/dev/null");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder
        .environment()
        .putAll(Map.of("SHELL", "/bin/bash", "TERM", "xterm", "LC_ALL", "C.UTF-8"));
    builder.environment().putAll(environment);
    builder.environment().remove("COLUMNS");
    this.process = builder.redirectErrorStream(true).start();
    this.reader = Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int one = in.read(); one >= 0; one = in.read()) {
        synchronized (sent) {
          sent.append((char) one);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until this was sent. */
  void until(String text) {
    await().atMost(PATIENCE).until(() -> soFar().contains(text));
  }

  /** Presses a key. */
  void press(char key) throws IOException {
    process.getOutputStream().write(key);
    process.getOutputStream().flush();
  }

  /** Everything that was sent until the shell ended. */
  String sent() throws InterruptedException {
    reader.join(PATIENCE);
    if (reader.isAlive()) {
      throw new AssertionError("it does not end: " + soFar());
    }
    return soFar();
  }

  private String soFar() {
    synchronized (sent) {
      return sent.toString();
    }
  }

  /** What stands there when the shell has ended. */
  List<String> screen() throws InterruptedException {
    return Screen.after(sent(), columns);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
