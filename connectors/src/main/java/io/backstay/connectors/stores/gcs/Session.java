package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.connectors.stores.Slice;
import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.Patience;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An upload that goes on where it broke off. Its address lets in whoever knows it, so it is never
 * shown, and nothing else has to be sent along.
 */
final class Session {
  /** A multiple of 256 KiB, which all but the last have to be. */
  static final long PART = 16L << 20;

  private static final int INCOMPLETE = 308;
  private static final Set<Integer> EXPECTED = Set.of(200, 201, INCOMPLETE);
  private static final Set<Integer> GONE = Set.of(404, 410);
  private static final Pattern ARRIVED = Pattern.compile("bytes=0-(\\d{1,18})");

  private final URI address;
  private final Path file;
  private final long bytes;
  private final BooleanSupplier cancelled;
  private long arrived;
  private boolean sure = true;
  private @Nullable JsonNode kept;

  Session(URI address, Path file, long bytes, BooleanSupplier cancelled) {
    this.address = address;
    this.file = file;
    this.bytes = bytes;
    this.cancelled = cancelled;
  }

  /** Sends all that has not arrived yet, and returns what the server says of the object then. */
  JsonNode send(Patience patience) throws IOException {
    JsonNode all = kept;
    while (all == null) {
      all = patience.until(this::step).kept;
    }
    return all;
  }

  /** After anything but an answer only the server knows how much has arrived. */
  private Session step() throws IOException {
    if (!sure) {
      heard(Answer.to(Ask.of("PUT", address).with("Content-Range", "bytes */" + bytes)));
      return this;
    }
    sure = false;
    long before = arrived;
    Slice slice = new Slice(file, arrived, Math.min(PART, bytes - arrived));
    heard(
        Answer.to(
            Ask.of("PUT", address)
                .carrying(Ask.Body.of(slice, cancelled), "application/octet-stream")
                .with("Content-Range", range(slice))));
    if (kept == null && arrived <= before) {
      throw new IOException("the server takes nothing of what is sent");
    }
    return this;
  }

  private String range(Slice slice) {
    return "bytes %d-%d/%d".formatted(slice.from(), slice.from() + slice.bytes() - 1, bytes);
  }

  private void heard(Answer answer) throws IOException {
    answer.expect(EXPECTED, Session::refused);
    byte[] text = answer.text();
    if (answer.status() == INCOMPLETE) {
      arrived = answer.header("Range").map(Session::next).orElse(0L);
    } else {
      kept = Refusals.json(text);
    }
    sure = true;
  }

  private static long next(String range) {
    Matcher said = ARRIVED.matcher(range);
    return said.matches() ? Long.parseLong(said.group(1)) + 1 : 0;
  }

  private static RefusedException refused(int status, byte[] text) {
    // Not the bucket is gone, but this; whoever tries again from the beginning has a new one.
    return GONE.contains(status)
        ? RefusedException.passing(status, "the server has forgotten the upload")
        : Refusals.of(status, text);
  }

  /** What cannot be taken back now the server forgets by itself. */
  void abandon() {
    try {
      Answer.to(Ask.of("DELETE", address)).text();
    } catch (IOException e) {
      // Nobody sees it, and nobody pays for it.
    }
  }
}
