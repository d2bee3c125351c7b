package io.backstay.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.backstay.spi.Facts;
import io.backstay.spi.Ref;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How the types in journals are written: as text, and facts as the JSON they are. */
final class JournalTypes extends SimpleModule {
  private static final long serialVersionUID = 1L;

  JournalTypes() {
    text(Instant.class, Instant::parse);
    text(ZoneId.class, ZoneId::of);
    text(Path.class, Path::of);
    text(Ref.class, JournalTypes::ref);
    addSerializer(Facts.class, new FactsWriter());
    addDeserializer(Facts.class, new FactsReader());
  }

  private static Ref ref(String text) {
    int dot = text.indexOf('.');
    Ref.Kind kind = Ref.Kind.valueOf(text.substring(0, dot).toUpperCase(Locale.ROOT));
    return new Ref(kind, text.substring(dot + 1));
  }

  private <T> void text(Class<T> type, Function<String, T> read) {
    addSerializer(type, new TextWriter<>(type));
    addDeserializer(type, new TextReader<>(type, read));
  }

  private static final class TextWriter<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;

    TextWriter(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class TextReader<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> read;

    TextReader(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return read.apply(in.getText());
    }
  }

  private static final class FactsWriter extends StdSerializer<Facts> {
    private static final long serialVersionUID = 1L;

    FactsWriter() {
      super(Facts.class);
    }

    @Override
    public void serialize(Facts facts, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writePOJO(facts.values());
    }
  }

  private static final class FactsReader extends StdDeserializer<Facts> {
    private static final long serialVersionUID = 1L;

    FactsReader() {
      super(Facts.class);
    }

    @Override
    public Facts deserialize(JsonParser in, DeserializationContext context) throws IOException {
      Map<String, Object> values = in.readValueAs(new TypeReference<Map<String, Object>>() {});
      return new Facts(values);
    }
  }
}
