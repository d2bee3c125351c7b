package io.backstay.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Results for machines. A class of its own, so that nobody waits for it who does not want them. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** A JSON document as text. */
  static String text(Object document) {
    return text(document, MAPPER.writer());
  }

  /** A JSON document on one line. */
  static String line(Object document) {
    return text(document, MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT));
  }

  /** The same with nothing in it but ASCII. */
  static String ascii(Object document) {
    return text(document, MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII));
  }

  private static String text(Object document, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
