package io.backstay.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Standard error, and the same line by line in a file, without colours and without what progress
 * draws and draws over. A file that can no longer be written takes nothing from the screen.
 */
final class LogFile extends OutputStream {
  private static final Pattern DRAWN = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|^.*\r(?!$)|\r$");

  private final PrintStream screen;
  private final OutputStream file;
  private final Clock clock;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LogFile(PrintStream screen, OutputStream file, Clock clock) {
    this.screen = screen;
    this.file = file;
    this.clock = clock;
  }

  /**
   * Standard error that is logged as well, if a file is given.
   *
   * @throws Stop when the file cannot be written
   */
  static PrintStream over(PrintStream screen, Optional<Path> wanted) {
    return wanted
        .map(path -> new LogFile(screen, open(path), Clock.systemUTC()))
        .map(log -> new PrintStream(log, true, screen.charset()))
        .orElse(screen);
  }

  private static OutputStream open(Path path) {
    try {
      return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new Stop(ExitCode.INVALID, "cannot write the log file " + path, e.toString());
    }
  }

  @Override
  public synchronized void write(int one) throws IOException {
    screen.write(one);
    line.write(one);
    if (one == '\n') {
      log();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    screen.write(bytes, from, length);
    for (int i = from; i < from + length; i++) {
      line.write(bytes[i]);
      if (bytes[i] == '\n') {
        log();
      }
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    screen.flush();
  }

  private void log() {
    String text = DRAWN.matcher(line.toString(screen.charset()).stripTrailing()).replaceAll("");
    line.reset();
    if (!text.isBlank()) {
      append(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n");
    }
  }

  private void append(String text) {
    try {
      file.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      // A full disk is no reason to stop a backup; the screen has what the file lacks.
    }
  }
}
