package io.backstay.connectors.stores.gcs;

import com.sun.net.httpserver.HttpExchange;
import io.backstay.connectors.stores.gcs.GcsDouble.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uploads that go on where they broke off. Of what breaks off only whole pieces of 256 KiB stay.
 *
 * @param objects with what has begun
 */
record GcsSessions(GcsObjects objects) {
  private static final int PIECE = 256 << 10;
  private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+)");

  /** One that has begun. */
  static final class Begun {
    private final GcsObjects.Wanted wanted;
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private GcsObjects.@Nullable Kept kept;

    Begun(GcsObjects.Wanted wanted) {
      this.wanted = wanted;
    }

    /** How much has arrived. */
    int arrived() {
      return arrived.size();
    }
  }

  Reply reply(HttpExchange exchange, String id) throws IOException {
    Begun begun = objects.sessions.get(id);
    if (begun == null) {
      throw GcsObjects.refused(404, "notFound", "Not Found");
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      objects.sessions.remove(id);
      return new Reply(499, Map.of(), new byte[0]);
    }
    Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Content-Range"));
    if (!range.matches()) {
      throw GcsObjects.refused(400, "badRequest", "Failed to parse Content-Range header.");
    }
    synchronized (begun) {
      if (range.group(1) != null && begun.kept == null) {
        take(exchange.getRequestBody(), begun, range);
      }
      return state(begun, Long.parseLong(range.group(3)));
    }
  }

  private static void take(InputStream in, Begun begun, Matcher range) throws IOException {
    int bytes = 1 + (int) (Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)));
    boolean last = Long.parseLong(range.group(2)) + 1 == Long.parseLong(range.group(3));
    if (Long.parseLong(range.group(1)) != begun.arrived() || (!last && bytes % PIECE != 0)) {
      throw GcsObjects.refused(400, "badRequest", "The range does not go on where it should.");
    }
    byte[] piece = new byte[PIECE];
    while (bytes > 0) {
      int wanted = Math.min(bytes, PIECE);
      if (in.readNBytes(piece, 0, wanted) < wanted) {
        throw new IOException("the client is gone");
      }
      begun.arrived.write(piece, 0, wanted);
      bytes -= wanted;
    }
  }

  private Reply state(Begun begun, long bytes) {
    if (begun.kept == null && begun.arrived() == bytes) {
      begun.kept = begun.wanted.keep(objects.arriving(begun.arrived.toByteArray()));
    }
    if (begun.kept != null) {
      return Reply.json(200, begun.kept.about());
    }
    return new Reply(
        308,
        begun.arrived() == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (begun.arrived() - 1)),
        new byte[0]);
  }
}
