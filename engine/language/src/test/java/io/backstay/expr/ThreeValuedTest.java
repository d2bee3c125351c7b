package io.backstay.expr;

import static io.backstay.expr.Exprs.bare;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table of {@code and}, {@code or} and {@code not} with T, F and U for unknown. */
class ThreeValuedTest {
  private static final Map<String, Value> WORDS =
      Map.of("T", new Value.Truth(true), "F", new Value.Truth(false), "U", new Value.Unknown());

  private static Value evaluate(String text) {
    return Evaluator.evaluate(
        bare(text), Kind.BOOLEAN, name -> WORDS.getOrDefault(name, new Value.Absent()));
  }

  @ParameterizedTest
  @CsvSource({
    "T, T, T, T",
    "T, F, F, T",
    "T, U, U, T",
    "F, T, F, T",
    "F, F, F, F",
    "F, U, F, U",
    "U, T, U, T",
    "U, F, F, U",
    "U, U, U, U"
  })
  void twoOperands(String left, String right, String and, String or) {
    assertThat(evaluate(left + " and " + right)).isEqualTo(WORDS.get(and));
    assertThat(evaluate(left + " or " + right)).isEqualTo(WORDS.get(or));
    assertThat(evaluate("not (not " + left + " or not " + right + ")")).isEqualTo(WORDS.get(and));
  }

  @ParameterizedTest
  @CsvSource({"T, F", "F, T", "U, U"})
  void one(String operand, String not) {
    assertThat(evaluate("not " + operand)).isEqualTo(WORDS.get(not));
  }

  @ParameterizedTest
  @CsvSource({"U and T and F, F", "U or F or T, T", "U and T and U, U", "T and U or T, T"})
  void three(String text, String outcome) {
    assertThat(evaluate(text)).isEqualTo(WORDS.get(outcome));
  }
}
