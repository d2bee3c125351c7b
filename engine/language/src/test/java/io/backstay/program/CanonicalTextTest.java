package io.backstay.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Digests of plans rest on it, so it is what a library would write. */
final class CanonicalTextTest {
  private static final ObjectMapper LIBRARY =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  static List<Object> values() {
    String everything =
        IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return List.of(
        everything,
        "🗄 \"quoted\" \\ back",
        Map.of(),
        List.of(),
        Map.of("b", "1", "a", "2", "Z", List.of("x", Map.of()), "é\n", List.of()),
        List.of("one"),
        List.of(List.of("one", "two"), Map.of("k", Map.of("l", "m"))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void isWhatALibraryWrites(Object value) throws JsonProcessingException {
    assertThat(CanonicalText.of(value)).isEqualTo(LIBRARY.writeValueAsString(value));
  }

  @Test
  void theOrderOfKeysIsNoDifference() {
    assertThat(CanonicalText.of(Map.of("a", "1", "b", "2"))).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
  }
}
