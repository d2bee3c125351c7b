package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says, as far as it can be trusted. A last line that has no end, or holes, was
 * being written when the power went: what it announced was never done, so it is ignored. Anything
 * else that is wrong is damage.
 *
 * @param events the events of all whole lines before any damage
 * @param last hash of the last of them
 * @param bytes length of the file up to there
 * @param damaged number of the first line that is not as it was written; null when there is none
 */
record Transcript(List<RunEvent> events, String last, long bytes, @Nullable Integer damaged) {
  /** Reads a journal. */
  static Transcript read(Path file) {
    try {
      return of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Transcript of(byte[] content) {
    List<RunEvent> events = new ArrayList<>();
    String last = Chain.START;
    int start = 0;
    for (int end = lineEnd(content, start); end >= 0; end = lineEnd(content, start)) {
      String line = new String(content, start, end - start, UTF_8);
      String hash = Chain.check(line, last);
      RunEvent event = hash == null ? null : EventCodec.decode(line);
      if (hash == null || event == null) {
        // Text is what somebody has changed; a write that was cut short leaves holes.
        boolean torn = end + 1 == content.length && line.indexOf(0) >= 0;
        return new Transcript(events, last, start, torn ? null : events.size() + 1);
      }
      events.add(event);
      last = hash;
      start = end + 1;
    }
    return new Transcript(events, last, start, null);
  }

  private static int lineEnd(byte[] content, int from) {
    for (int at = from; at < content.length; at++) {
      if (content[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Whether the run wrote down its end. */
  boolean ended() {
    return !events.isEmpty() && events.getLast() instanceof RunEvent.RunEnded;
  }

  /**
   * The same, if nothing in it is damaged.
   *
   * @throws Failure when something is
   */
  Transcript intact(Path file) {
    if (damaged != null) {
      throw Failure.of("R120", "line " + damaged + " of the journal `" + file + "` is damaged")
          .help(
              "nothing was paid on the strength of it; look at what the run did by hand, then move"
                  + " the file away");
    }
    return this;
  }
}
