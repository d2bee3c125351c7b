package io.backstay.run.stream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads an inventory member by member; its end is proven by the totals in the last line. */
public final class InventoryReader implements AutoCloseable {
  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  private final StoredFile file;
  private final InputStream stream;
  private final MappingIterator<JsonNode> lines;
  private Totals seen = Totals.NONE;
  private Totals left = Totals.NONE;
  private long gone;
  private boolean over;

  private InventoryReader(StoredFile file, InputStream stream, MappingIterator<JsonNode> lines) {
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
      InventoryReader reader = new InventoryReader(file, stream, JSON.readValues(stream));
      JsonNode first = reader.line();
      if (!first.path("inventory").asText().equals(InventoryWriter.VERSION)) {
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
    JsonNode line = line();
    while (line.has("gone")) {
      gone++;
      line = line();
    }
    if (line.has("totals")) {
      finish(line.get("totals"));
      return null;
    }
    Listed listed = new Listed(member(line), line.path("base").asBoolean());
    if (listed.inBase()) {
      left = left.plus(listed.member());
    } else {
      seen = seen.plus(listed.member());
    }
    return listed;
  }

  private JsonNode line() throws IOException {
    try {
      if (lines.hasNextValue()) {
        return lines.nextValue();
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
    if (lines.hasNextValue()) {
      throw damaged("goes on after its totals");
    }
    over = true;
  }

  private Member member(JsonNode line) throws StreamException {
    try {
      Member.Type type = InventoryWords.type(line.required("type").asText());
      return new Member(
          line.required("name").asText(),
          type,
          Integer.parseInt(line.required("mode").asText(), 8),
          line.required("uid").asLong(),
          line.required("gid").asLong(),
          "",
          "",
          Seconds.parse(line.required("mtime").asText()),
          line.path("size").asLong(),
          line.path("target").asText(),
          line.path("device").asLong(),
          type == Member.Type.FILE ? line.required("sha256").asText() : null,
          false,
          line.path("changed").asBoolean());
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
