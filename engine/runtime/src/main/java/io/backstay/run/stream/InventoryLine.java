package io.backstay.run.stream;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A line of an inventory, whatever it is about. A tree of objects for each would take several times
 * as long, and there may be millions.
 */
final class InventoryLine {
  private @Nullable String version;
  private @Nullable String gone;
  private @Nullable JsonNode totals;
  private @Nullable String name;
  private @Nullable String type;
  private @Nullable String mode;
  private @Nullable String mtime;
  private @Nullable String sha256;
  private String target = "";
  private long uid = -1;
  private long gid = -1;
  private long size;
  private long device;
  private boolean changed;
  private boolean inBase;

  private InventoryLine() {}

  /** The next line; null after the last. */
  static @Nullable InventoryLine read(JsonParser json) throws IOException {
    JsonToken begin = json.nextToken();
    if (begin == null) {
      return null;
    }
    if (begin != JsonToken.START_OBJECT) {
      throw new JsonParseException(json, "a line that is no object");
    }
    InventoryLine line = new InventoryLine();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      line.take(key, json);
    }
    return line;
  }

  private void take(String key, JsonParser json) throws IOException {
    switch (key) {
      case "name" -> name = json.getText();
      case "type" -> type = json.getText();
      case "mode" -> mode = json.getText();
      case "uid" -> uid = json.getLongValue();
      case "gid" -> gid = json.getLongValue();
      case "mtime" -> mtime = json.getText();
      case "size" -> size = json.getLongValue();
      case "sha256" -> sha256 = json.getText();
      case "target" -> target = json.getText();
      case "device" -> device = json.getLongValue();
      case "changed" -> changed = json.getBooleanValue();
      case "base" -> inBase = json.getBooleanValue();
      case "gone" -> gone = json.getText();
      case "inventory" -> version = json.getText();
      case "totals" -> totals = json.readValueAsTree();
      default -> json.skipChildren();
    }
  }

  /** What kind of list this is, told in the first line. */
  @Nullable String version() {
    return version;
  }

  /** Whether it names something that is not there any more. */
  boolean isGone() {
    return gone != null;
  }

  /** What the list sums up to, told in the last line. */
  @Nullable JsonNode totals() {
    return totals;
  }

  /** Whether another archive has it, which this one builds on. */
  boolean inBase() {
    return inBase;
  }

  /**
   * The member it is about.
   *
   * @throws IllegalArgumentException when it is not about one, or not all of it is there
   */
  Member member() {
    Member.Type kind = InventoryWords.type(required(type));
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("a member that belongs to nobody");
    }
    return new Member(
        required(name),
        kind,
        Integer.parseInt(required(mode), 8),
        uid,
        gid,
        "",
        "",
        Seconds.parse(required(mtime)),
        size,
        target,
        device,
        kind == Member.Type.FILE ? required(sha256) : null,
        false,
        changed);
  }

  private static String required(@Nullable String word) {
    if (word == null) {
      throw new IllegalArgumentException("a member that lacks something");
    }
    return word;
  }
}
