package io.backstay.testing;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test whose {@link Needs} are not met, or fails it where the build requires them. */
final class NeedsCondition implements ExecutionCondition {

  private static final Map<Capability, String> TRIED = new EnumMap<>(Capability.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> needs =
        context
            .getElement()
            .map(element -> element.getAnnotation(Needs.class))
            .map(Needs::value)
            .map(List::of)
            .orElseGet(List::of);
    return judge(needs, System.getenv("BACKSTAY_REQUIRE"), NeedsCondition::missing);
  }

  /** Decides for the given needs; {@code missing} answers with an empty text what is there. */
  static ConditionEvaluationResult judge(
      List<String> needs, @Nullable String required, Function<Capability, String> missing) {
    for (String need : needs) {
      String why = missing.apply(Capability.valueOf(need.toUpperCase(Locale.ROOT)));
      if (!why.isEmpty() && words(required).anyMatch(need::equals)) {
        throw new IllegalStateException(need + " is required here and missing: " + why);
      }
      if (!why.isEmpty()) {
        return ConditionEvaluationResult.disabled("needs " + need + ": " + why);
      }
    }
    return ConditionEvaluationResult.enabled("everything needed is here");
  }

  private static Stream<String> words(@Nullable String list) {
    return list == null ? Stream.empty() : Arrays.stream(list.split("[,\\s]+"));
  }

  private static synchronized String missing(Capability capability) {
    return TRIED.computeIfAbsent(capability, Capability::missing);
  }
}
