package io.backstay.set;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.spi.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read strictly: every member that is asked for must be there and of its kind.
 * Members nobody asks for are left alone; a later version may have added them.
 */
record Fields(JsonNode node, String where) {

  /** A member that is an object. */
  Fields object(String name) {
    return new Fields(require(name, JsonNode::isObject, "an object"), where + name + ".");
  }

  /** A member that is an object or null. */
  Optional<Fields> optionalObject(String name) {
    return member(name).isNull() ? Optional.empty() : Optional.of(object(name));
  }

  /** A member that is a list of objects. */
  List<Fields> objects(String name) {
    List<Fields> found = new ArrayList<>();
    for (JsonNode element : require(name, JsonNode::isArray, "a list")) {
      String here = where + name + "[" + found.size() + "]";
      if (!element.isObject()) {
        throw damaged(here + " is not an object");
      }
      found.add(new Fields(element, here + "."));
    }
    return found;
  }

  /** A member that is text. */
  String text(String name) {
    return require(name, JsonNode::isTextual, "text").textValue();
  }

  /** A member that is text and passes. */
  String text(String name, Predicate<String> rule) {
    String text = text(name);
    if (!rule.test(text)) {
      throw damaged("`" + where + name + "` must not be `" + text + "`");
    }
    return text;
  }

  /** A member that is text or null. */
  @Nullable String optionalText(String name) {
    return member(name).isNull() ? null : text(name);
  }

  /** A member that is null, or text that passes. */
  @Nullable String optionalText(String name, Predicate<String> rule) {
    return member(name).isNull() ? null : text(name, rule);
  }

  /** A member that is true or false. */
  boolean flag(String name) {
    return require(name, JsonNode::isBoolean, "true or false").booleanValue();
  }

  /** A member that may be missing altogether. */
  boolean has(String name) {
    return node.has(name);
  }

  /** A member that is a list of texts. */
  List<String> texts(String name) {
    List<String> found = new ArrayList<>();
    for (JsonNode element : require(name, JsonNode::isArray, "a list")) {
      if (!element.isTextual()) {
        throw damaged("`" + where + name + "` holds something that is not text");
      }
      found.add(element.textValue());
    }
    return found;
  }

  /** A member that is a whole number, zero or more. */
  long count(String name) {
    long number =
        require(name, n -> n.isIntegralNumber() && n.canConvertToLong(), "a number").longValue();
    if (number < 0) {
      throw damaged("`" + where + name + "` must not be negative");
    }
    return number;
  }

  /** A member that is a moment. */
  Instant moment(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw damaged("`" + where + name + "` is not a time in UTC").because(e);
    }
  }

  /** Something is not as it has to be. */
  static Failure damaged(String what) {
    return Failure.of("R702", "this is not a manifest backstay wrote: " + what);
  }

  private JsonNode require(String name, Predicate<JsonNode> rule, String wanted) {
    JsonNode value = member(name);
    if (!rule.test(value)) {
      throw damaged("`" + where + name + "` is not " + wanted);
    }
    return value;
  }

  private JsonNode member(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw damaged("`" + where + name + "` is missing");
    }
    return value;
  }
}
