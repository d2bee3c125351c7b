package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What steps had to say, a line each: when, which step, what. Nothing rests on it, so it is neither
 * durable nor a reason to fail.
 */
final class StepLog implements AutoCloseable {
  private final RandomAccessFile file;
  private final Clock clock;
  private final Mask mask;
  private final RunListener listener;

  StepLog(Path path, Clock clock, Mask mask, RunListener listener) throws IOException {
    if (Files.notExists(path)) {
      Files.createFile(path, Private.FILE);
    }
    this.file = new RandomAccessFile(path.toFile(), "rw");
    file.seek(file.length());
    this.clock = clock;
    this.mask = mask;
    this.listener = listener;
  }

  /** Adds what a step says, which may be several lines. */
  void say(String step, String text) {
    mask.hide(text).lines().forEach(line -> add(step, line));
  }

  private synchronized void add(String step, String line) {
    try {
      file.write((clock.instant() + " " + step + " " + line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      // See above.
    }
    listener.log(step, line);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      // See above.
    }
  }
}
