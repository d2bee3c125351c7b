package io.backstay.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Events as single-line JSON objects and back. */
final class EventCodec {
  /** Members that hold what people or programs said; everything else is ours, and never masked. */
  private static final Set<String> SPOKEN =
      Set.of(
          "facts",
          "message",
          "next",
          "summary",
          "expected",
          "actual",
          "because",
          "warnings",
          "description",
          "effective",
          "inputs");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addMixIn(RunEvent.class, Tagged.class)
          .addMixIn(StepOutcome.class, Tagged.class)
          .addModule(new JournalTypes())
          .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  static {
    tag(RunEvent.class);
    tag(StepOutcome.class);
  }

  private EventCodec() {}

  /** The event as one line without its end, with everything spoken passed through the mask. */
  static String encode(RunEvent event, UnaryOperator<String> mask) {
    JsonNode tree = JSON.valueToTree(event);
    return masked(tree, false, mask).toString();
  }

  /** The event of a line; null when the line is no event. */
  static @org.jspecify.annotations.Nullable RunEvent decode(String line) {
    try {
      return JSON.readValue(line, RunEvent.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static JsonNode masked(JsonNode node, boolean spoken, UnaryOperator<String> mask) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JSON.createObjectNode();
        object
            .properties()
            .forEach(
                member -> {
                  boolean inside = spoken || SPOKEN.contains(member.getKey());
                  String name = spoken ? mask.apply(member.getKey()) : member.getKey();
                  copy.set(name, masked(member.getValue(), inside, mask));
                });
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JSON.createArrayNode();
        array.forEach(element -> copy.add(masked(element, spoken, mask)));
        yield copy;
      }
      case TextNode text when spoken -> TextNode.valueOf(mask.apply(text.textValue()));
      default -> node;
    };
  }

  private static void tag(Class<?> sealed) {
    for (Class<?> one : sealed.getPermittedSubclasses()) {
      JSON.registerSubtypes(new NamedType(one, kebab(one.getSimpleName())));
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Tagged {}
}
