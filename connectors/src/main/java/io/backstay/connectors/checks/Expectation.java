package io.backstay.connectors.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Verdict;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a value is held against.
 *
 * @param expect as the plan says it
 * @param recorded what the backup wrote down; empty when it wrote nothing down
 */
public record Expectation(Expect expect, Optional<Object> recorded) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An expectation for which nothing can have been recorded. */
  public static Expectation of(Expect expect) {
    return new Expectation(expect, Optional.empty());
  }

  /** Whether a value is as expected. */
  public boolean holds(Object actual) {
    return switch (expect) {
      case Expect.Recorded r ->
          recorded.filter(value -> same(text(value), text(actual))).isPresent();
      case Expect.Equal equal -> same(equal.value(), text(actual));
      case Expect.Not not -> !same(not.value(), text(actual));
      case Expect.Between between -> within(between, text(actual));
      case Expect.Matches matches -> Pattern.matches(matches.regex(), text(actual));
      case Expect.OneOf oneOf -> oneOf.values().stream().anyMatch(v -> same(v, text(actual)));
      case Expect.Json json -> members(json, tree(actual));
      // Who has an answer takes it apart; nothing else has a status.
      case Expect.Answer answer -> false;
    };
  }

  /** What is expected, for people. */
  public String says() {
    return switch (expect) {
      case Expect.Recorded r ->
          recorded.map(value -> text(value) + ", as recorded").orElse("a recorded value");
      case Expect.Equal equal -> equal.value();
      case Expect.Not not -> "not " + not.value();
      case Expect.Between between -> bounds(between);
      case Expect.Matches matches -> "a match of " + matches.regex();
      case Expect.OneOf oneOf -> "one of " + String.join(", ", oneOf.values());
      case Expect.Json json ->
          json.members().entrySet().stream()
              .map(member -> member.getKey() + ": " + of(member.getValue()).says())
              .collect(Collectors.joining(", "));
      case Expect.Answer answer -> "status " + of(answer.status()).says();
    };
  }

  /** Passed or not. */
  public Verdict verdict(String what, Object actual) {
    Facts facts = Facts.of("actual", actual).and(Facts.of("expected", says()));
    if (holds(actual)) {
      return new Verdict.Passed(what + " is " + text(actual), facts);
    }
    String summary =
        expect instanceof Expect.Recorded && recorded.isEmpty()
            ? "the backup recorded nothing that %s could be compared with".formatted(what)
            : "%s is %s, expected: %s".formatted(what, text(actual), says());
    return new Verdict.NotPassed(says(), text(actual), summary, facts);
  }

  private static String bounds(Expect.Between between) {
    if (between.min() == null) {
      return "at most " + between.max();
    }
    return between.max() == null
        ? "at least " + between.min()
        : between.min() + " to " + between.max();
  }

  // 5, 5.0 and "5" are one value however it was written or counted; other text is equal or not.
  private static boolean same(String one, String other) {
    BigDecimal number = number(one);
    BigDecimal otherNumber = number(other);
    return (number != null && otherNumber != null)
        ? number.compareTo(otherNumber) == 0
        : one.equals(other);
  }

  private static boolean within(Expect.Between between, String actual) {
    BigDecimal value = number(actual);
    return value != null
        && (between.min() == null || reached(value, between.min()) >= 0)
        && (between.max() == null || reached(value, between.max()) <= 0);
  }

  private static int reached(BigDecimal value, String bound) {
    BigDecimal number = number(bound);
    if (number == null) {
      throw Failure.of(
          "R520", "`" + bound + "` is not a number that a value could be compared with");
    }
    return value.compareTo(number);
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String text(Object value) {
    return value instanceof JsonNode node && node.isValueNode() ? node.asText() : value.toString();
  }

  private static boolean members(Expect.Json json, JsonNode tree) {
    for (Map.Entry<String, Expect> member : json.members().entrySet()) {
      JsonNode found = at(tree, member.getKey());
      if (found.isMissingNode() || !of(member.getValue()).holds(found)) {
        return false;
      }
    }
    return true;
  }

  // Members are named like `data.items[0].id`, or `$.data.items[0].id`.
  private static JsonNode at(JsonNode tree, String path) {
    JsonNode at = tree;
    for (String part :
        path.replaceAll("\\[(\\d+)]", ".$1").replaceFirst("^\\$\\.?", "").split("\\.")) {
      at =
          at.isArray() && part.matches("\\d{1,9}")
              ? at.path(Integer.parseInt(part))
              : at.path(part);
    }
    return at;
  }

  private static JsonNode tree(Object actual) {
    if (actual instanceof JsonNode node) {
      return node;
    }
    try {
      return actual instanceof CharSequence text
          ? JSON.readTree(text.toString())
          : JSON.valueToTree(actual);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
