package io.backstay.run.stream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads an inventory member by member; its end is proven by the totals in the last line. */
public final class InventoryReader implements AutoCloseable {
  private static final JsonFactory JSON = new ObjectMapper().getFactory();

  private final StoredFile file;
  private final InputStream stream;
  private final JsonParser lines;
  private Totals seen = Totals.NONE;
  private Totals left = Totals.NONE;
  private long gone;
  private boolean over;

  private InventoryReader(StoredFile file, InputStream stream, JsonParser lines) {
    this.file = file;
    this.stream = stream;
    this.lines = lines;
  }

  /**
   * Opens an inventory.
   *
   * @throws StreamException when it is none
   */
  public static InventoryReader open(StoredFile file) throws IOException {
    InputStream stream = file.open();
    try {
      InventoryReader reader = new InventoryReader(file, stream, JSON.createParser(stream));
      if (!InventoryWriter.VERSION.equals(reader.line().version())) {
        throw reader.damaged("is not an inventory this version can read");
      }
      return reader;
    } catch (IOException e) {
      Closing.quietly(stream);
      throw e;
    }
  }

  /**
   * What the whole inventory lists.
   *
   * @param held by the archive itself
   * @param left to its base
   */
  public record Contents(Totals held, Totals left) {}

  /** What the whole inventory lists, all of it being read. */
  public static Contents contents(StoredFile file) throws IOException {
    try (InventoryReader reader = open(file)) {
      while (reader.listed() != null) {
        // Only the end tells whether the totals are right.
      }
      return new Contents(reader.seen, reader.left);
    }
  }

  /**
   * A member of the trees.
   *
   * @param inBase whether another archive has it, which this one builds on
   */
  public record Listed(Member member, boolean inBase) {}

  /**
   * The next member the archive itself holds; null after the last.
   *
   * @throws StreamException when the inventory is damaged or cut off
   */
  public @Nullable Member next() throws IOException {
    Listed next = listed();
    while (next != null && next.inBase()) {
      next = listed();
    }
    return next == null ? null : next.member();
  }

  /** The next member of the trees, whichever archive has it; null after the last. */
  public @Nullable Listed listed() throws IOException {
    if (over) {
      return null;
    }
    InventoryLine line = line();
    while (line.isGone()) {
      gone++;
      line = line();
    }
    JsonNode totals = line.totals();
    if (totals != null) {
      finish(totals);
      return null;
    }
    Listed listed = new Listed(member(line), line.inBase());
    if (listed.inBase()) {
      left = left.plus(listed.member());
    } else {
      seen = seen.plus(listed.member());
    }
    return listed;
  }

  private InventoryLine line() throws IOException {
    try {
      InventoryLine line = InventoryLine.read(lines);
      if (line != null) {
        return line;
      }
    } catch (JacksonException e) {
      throw damaged("is damaged").because(e);
    }
    throw damaged("is cut off: its totals are missing");
  }

  private void finish(JsonNode totals) throws IOException {
    Totals told =
        new Totals(
            totals.path("files").asLong(-1),
            totals.path("directories").asLong(-1),
            totals.path("links").asLong(-1),
            totals.path("others").asLong(-1),
            totals.path("bytes").asLong(-1));
    boolean whole =
        told.equals(seen)
            && totals.path("base-files").asLong() == left.files()
            && totals.path("base-bytes").asLong() == left.bytes()
            && totals.path("gone").asLong() == gone;
    if (!whole) {
      throw damaged("does not list what its totals say");
    }
    if (lines.nextToken() != null) {
      throw damaged("goes on after its totals");
    }
    over = true;
  }

  private Member member(InventoryLine line) throws StreamException {
    try {
      return line.member();
    } catch (IllegalArgumentException e) {
      throw damaged("is damaged").because(e);
    }
  }

  private StreamException damaged(String what) {
    return Damage.of("the inventory `" + file.file() + "` " + what);
  }

  @Override
  public void close() {
    Closing.quietly(stream);
  }
}
