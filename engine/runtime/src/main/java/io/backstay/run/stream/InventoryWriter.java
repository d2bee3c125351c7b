package io.backstay.run.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Writes the inventory of an archive: a line of JSON per member in the archive's order, the totals
 * last, compressed with Zstandard. Without its last line it is not an inventory.
 */
final class InventoryWriter implements AutoCloseable {
  static final String VERSION = "backstay/v1";

  /** Names may hold lone surrogates, which only an escape can carry. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PartFile file;
  private final JsonGenerator json;
  private Totals totals = Totals.NONE;

  private InventoryWriter(PartFile file, JsonGenerator json) {
    this.file = file;
    this.json = json;
  }

  static InventoryWriter create(Path name) throws IOException {
    PartFile file = PartFile.create(name);
    try {
      ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(new Out(file));
      JsonGenerator json = JSON.createGenerator(zstd.setChecksum(true));
      json.setRootValueSeparator(null);
      InventoryWriter inventory = new InventoryWriter(file, json);
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

  void add(Member member) throws IOException {
    totals = totals.plus(member);
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

  Totals totals() {
    return totals;
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
