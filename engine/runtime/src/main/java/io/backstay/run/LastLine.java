package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * The last whole line of a journal: enough to know that a run has ended and owes nothing, without
 * reading the thousands of journals of runs that did.
 *
 * @param text the line; empty when there is none within the last 64 KiB
 */
record LastLine(String text) {
  private static final int NEAR = 2 * 1024;
  private static final int FAR = 64 * 1024;

  static LastLine of(Path journal) {
    try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
      LastLine near = within(NEAR, file);
      return near.text.isEmpty() ? within(FAR, file) : near;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LastLine within(int far, RandomAccessFile file) throws IOException {
    int length = (int) Math.min(far, file.length());
    byte[] tail = new byte[length];
    file.seek(file.length() - length);
    file.readFully(tail);
    String text = new String(tail, UTF_8);
    int end = text.lastIndexOf('\n');
    int start = text.lastIndexOf('\n', end - 1);
    // Without the end of the line before it, or the beginning of the file, it may not be whole.
    boolean whole = end >= 0 && (start >= 0 || length == file.length());
    return new LastLine(whole ? text.substring(start + 1, end) : "");
  }

  /** Whether the run wrote down its end. */
  boolean ended() {
    return text.startsWith("{\"is\":\"run-ended\"");
  }

  /** Whether the run may be dead, or still owe something. */
  boolean leavesSomething() {
    return !ended() || keeps() || text.contains("\"state\":\"" + RunState.ATTENTION + "\"");
  }

  private boolean keeps() {
    return text.contains("\"keptUntil\":");
  }

  /** Whether the run may be dead, or has kept something for no longer than until now. */
  boolean due(Instant now) {
    return !ended() || (keeps() && !now.isBefore(keptUntil()));
  }

  /** Where the line says so and has no time, the time is over. */
  private Instant keptUntil() {
    var end = (RunEvent.RunEnded) Objects.requireNonNull(EventCodec.decode(text));
    return Objects.requireNonNullElse(end.keptUntil(), Instant.MIN);
  }
}
