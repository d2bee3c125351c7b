package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What steps had to say, a line each: when, which step, what. Nothing rests on it, so it is neither
 * durable nor a reason to fail.
 */
final class StepLog implements AutoCloseable {
  private final RandomAccessFile file;
  private final Clock clock;
  private final Mask mask;
  private final RunListener listener;
  private final Map<String, String> waiting = new HashMap<>();

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

  /**
   * Adds what a step says, which may be several lines. What may be the beginning of a secret waits
   * for the next line, in case the secret was cut in two.
   */
  synchronized void say(String step, String text) {
    String before = waiting.remove(step);
    String whole = text;
    if (before != null && across(before, text)) {
      whole = before + text;
    } else if (before != null) {
      add(step, before);
    }
    if (mask.pending(whole) > 0) {
      waiting.put(step, whole);
    } else {
      add(step, whole);
    }
  }

  private boolean across(String before, String text) {
    return !mask.hide(before + text).equals(mask.hide(before) + mask.hide(text));
  }

  private void add(String step, String text) {
    mask.hide(text).lines().forEach(line -> write(step, line));
  }

  private void write(String step, String line) {
    try {
      file.write((clock.instant() + " " + step + " " + line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      // See above.
    }
    listener.log(step, line);
  }

  /** The step has said everything. */
  synchronized void end(String step) {
    String last = waiting.remove(step);
    if (last != null) {
      add(step, last);
    }
  }

  @Override
  public synchronized void close() {
    List.copyOf(waiting.keySet()).forEach(this::end);
    try {
      file.close();
    } catch (IOException e) {
      // See above.
    }
  }
}
