package io.backstay.run.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;

/**
 * Writes the inventory of an archive: a line of JSON per member in the archive's order, the totals
 * last, compressed with Zstandard. Without its last line it is not an inventory.
 *
 * <p>Of an archive that builds on another one it lists everything the trees held: a line that says
 * {@code base} is a file the other archive has. Then follow the names the other archive has and the
 * trees have not.
 */
final class InventoryWriter implements AutoCloseable {
  static final String VERSION = "backstay/v1";

  /** Names may hold lone surrogates, which only an escape can carry. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PartFile file;
  private final JsonGenerator json;
  private final Departed departed;
  private Totals totals = Totals.NONE;
  private Totals left = Totals.NONE;
  private long gone;

  private InventoryWriter(PartFile file, JsonGenerator json, Departed departed) {
    this.file = file;
    this.json = json;
    this.departed = departed;
  }

  /** A new one, which also lists what has gone from what it builds on. */
  static InventoryWriter create(Path name, Departed departed) throws IOException {
    PartFile file = PartFile.create(name);
    try {
      ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(new Out(file));
      JsonGenerator json = JSON.createGenerator(zstd.setChecksum(true));
      json.setRootValueSeparator(null);
      InventoryWriter inventory = new InventoryWriter(file, json, departed);
      inventory.line("inventory", VERSION);
      return inventory;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void line(String key, String value) throws IOException {
    json.writeStartObject();
    json.writeStringField(key, value);
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** A member of the archive. */
  void add(Member member) throws IOException {
    totals = totals.plus(member);
    write(member, false);
  }

  /** A file the base has. */
  void leave(Member member) throws IOException {
    left = left.plus(member);
    write(member, true);
  }

  private void write(Member member, boolean inBase) throws IOException {
    departed.seen(member);
    json.writeStartObject();
    json.writeStringField("name", member.name());
    json.writeStringField("type", InventoryWords.of(member.type()));
    json.writeStringField("mode", octal(member.mode()));
    json.writeNumberField("uid", member.uid());
    json.writeNumberField("gid", member.gid());
    json.writeStringField("mtime", Seconds.text(member.mtime()));
    switch (member.type()) {
      case FILE -> addContent(member);
      case SYMLINK, HARDLINK -> json.writeStringField("target", member.target());
      case CHARACTER_DEVICE, BLOCK_DEVICE -> json.writeNumberField("device", member.device());
      default -> {}
    }
    if (inBase) {
      json.writeBooleanField("base", true);
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** Four digits; a formatter would take longer than all the rest of a line. */
  private static String octal(int mode) {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private void addContent(Member member) throws IOException {
    json.writeNumberField("size", member.size());
    json.writeStringField("sha256", member.sha256());
    if (member.changed()) {
      json.writeBooleanField("changed", true);
    }
  }

  /** What the archive holds. */
  Totals totals() {
    return totals;
  }

  /** What it has left to its base. */
  Totals left() {
    return left;
  }

  /** How many names of the base have gone. */
  long gone() {
    return gone;
  }

  /** All trees are read: lists what the base has of them and they have not. */
  void depart(Set<String> roots) throws IOException {
    departed.tell(
        roots,
        name -> {
          line("gone", name);
          gone++;
        });
  }

  /** Completes the file, but leaves it under its provisional name. */
  void finish() throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("totals");
    json.writeNumberField("files", totals.files());
    json.writeNumberField("directories", totals.directories());
    json.writeNumberField("links", totals.links());
    json.writeNumberField("others", totals.others());
    json.writeNumberField("bytes", totals.bytes());
    if (left.files() + gone > 0) {
      json.writeNumberField("base-files", left.files());
      json.writeNumberField("base-bytes", left.bytes());
      json.writeNumberField("gone", gone);
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
    file.sync();
  }

  void publish() throws IOException {
    file.publish();
  }

  /** Removes the file, published or not. */
  void withdraw() {
    file.withdraw();
    Closing.quietly(json);
  }

  @Override
  public void close() {
    file.close();
    Closing.quietly(json);
  }

  private static final class Out extends OutputStream {
    private final PartFile file;

    Out(PartFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(ByteBuffer.wrap(bytes, offset, length));
    }
  }
}
