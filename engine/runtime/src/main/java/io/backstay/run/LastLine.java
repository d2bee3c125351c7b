package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The last whole line of a journal: enough to know that a run has ended and owes nothing, without
 * reading the thousands of journals of runs that did.
 *
 * @param text the line; empty when there is none within the last 64 KiB
 */
record LastLine(String text) {
  private static final int FAR = 64 * 1024;

  static LastLine of(Path journal) {
    try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
      int length = (int) Math.min(FAR, file.length());
      byte[] tail = new byte[length];
      file.seek(file.length() - length);
      file.readFully(tail);
      String text = new String(tail, UTF_8);
      int end = text.lastIndexOf('\n');
      return new LastLine(end < 0 ? "" : text.substring(text.lastIndexOf('\n', end - 1) + 1, end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the run wrote down its end. */
  boolean ended() {
    return text.startsWith("{\"is\":\"run-ended\"");
  }

  /** Whether the run may be dead, or still owe something. */
  boolean leavesSomething() {
    return !ended() || text.contains("\"state\":\"" + RunState.ATTENTION + "\"");
  }
}
