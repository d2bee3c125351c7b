package io.backstay.set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The one way a JSON document is written here, so that a document is equal to its bytes: whoever
 * changes a byte, be it a blank, is found out by writing it again.
 */
final class Canonical {
  private static final int MOST_BYTES = 64 << 20;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final ObjectWriter PRETTY = MAPPER.writer(printer());

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(64)
                .maxDocumentLength(MOST_BYTES)
                .build());
  }

  private Canonical() {}

  /** A readable document, ending with a line break. */
  static byte[] document(JsonNode tree) {
    return (written(PRETTY, tree) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The same content on one line, without a line break. */
  static String line(JsonNode tree) {
    return written(MAPPER.writer(), tree);
  }

  /**
   * Reads what {@link #document} wrote, and nothing else.
   *
   * @throws IOException when it is not JSON, or not exactly the bytes that would be written
   */
  static JsonNode read(byte[] bytes) throws IOException {
    JsonNode tree = MAPPER.readTree(bytes);
    if (!Arrays.equals(document(tree), bytes)) {
      throw new IOException("not in the form it was written in");
    }
    return tree;
  }

  /** Reads what {@link #line} wrote, and nothing else. */
  static JsonNode readLine(String line) throws IOException {
    JsonNode tree = MAPPER.readTree(line);
    if (!line(tree).equals(line)) {
      throw new IOException("not in the form it was written in");
    }
    return tree;
  }

  private static String written(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withArrayIndenter(indent)
        .withObjectIndenter(indent);
  }
}
