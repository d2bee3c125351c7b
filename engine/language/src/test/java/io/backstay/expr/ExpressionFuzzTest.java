package io.backstay.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever somebody writes, the answer is an expression or a finding, and it comes at once. */
class ExpressionFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "vars.name",
          "vars.tables",
          "vars.target",
          "secrets.token",
          "sources.db",
          "sources.db.url",
          "run.type",
          "run.stamp",
          "steps.query.value",
          "steps.query.rows",
          "vars.x",
          "True",
          "and",
          "or",
          "not",
          "in",
          "not in",
          "==",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "??",
          "|",
          "(",
          ")",
          "[",
          "]",
          ",",
          "'full'",
          "\"it\"",
          "7d",
          "1GB",
          "0.5",
          "12",
          "true",
          "null",
          "date('yyyy')",
          "upper",
          "join(',')",
          "first",
          "count",
          "size",
          "${",
          "}",
          "$${",
          "$",
          "'",
          "\"",
          "&&",
          "%",
          ".",
          "..",
          "é",
          "😀",
          "\n",
          "\u0000",
          "_",
          "7x",
          "{");
  private static final List<Kind> KINDS =
      Stream.concat(Stream.of(Kind.Scalar.values()), Stream.of(Kind.LIST)).toList();

  private final Random random = new Random(20260213);

  private String text() {
    String glue = random.nextInt(4) == 0 ? "" : " ";
    return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
        .limit(random.nextInt(14))
        .collect(Collectors.joining(glue));
  }

  private String noise() {
    return random
        .ints(random.nextInt(40), 0, random.nextBoolean() ? 0x7f : 0xffff)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void everyTextIsAnExpressionOrAFinding() {
    int right = 0;
    for (int i = 0; i < 100_000; i++) {
      String text = i % 4 == 0 ? noise() : text();
      Parsed<Expr> parsed = i % 2 == 0 ? Expr.bare(text) : Expr.template(text);
      switch (parsed) {
        case Parsed.Bad<Expr>(Finding finding) -> inside(finding, text);
        case Parsed.Ok<Expr>(Expr expr) -> {
          right += use(expr, text) ? 1 : 0;
        }
      }
    }
    assertThat(right).isGreaterThan(5_000);
  }

  /** Checks and evaluates; what was found right must not be a misfit. */
  private boolean use(Expr expr, String text) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    Expected expected = new Expected("it", kind, random.nextBoolean(), random.nextBoolean());
    Checked checked = Checker.check(expr, Scopes.PLAN, expected);
    checked.findings().forEach(finding -> inside(finding, text));
    Value value = Evaluator.evaluate(expr, kind, name -> new Value.Unknown());
    if (checked.isRight() && !checked.secret()) {
      assertThat(value).as(text).isNotInstanceOf(Value.Misfit.class);
    }
    return checked.isRight();
  }

  private static void inside(Finding finding, String text) {
    assertThat(finding.offset()).as(text).isBetween(0, text.length());
    assertThat(finding.length()).as(text).isBetween(0, text.length() - finding.offset());
    assertThat(finding.message()).as(text).hasSizeLessThan(200).doesNotContain("\n");
  }

  @Test
  void everyTextIsAValueOrAFinding() {
    for (int i = 0; i < 100_000; i++) {
      String text = i % 2 == 0 ? noise() : amount();
      for (Kind kind : KINDS) {
        if (Readings.READER.read(kind, text) instanceof Parsed.Bad<?>(Finding finding)) {
          inside(finding, text);
        }
      }
    }
  }

  private String amount() {
    String letters = "0123456789smhdwoyGMKiB%.-+:TZ _,e";
    return random
        .ints(random.nextInt(12), 0, letters.length())
        .mapToObj(at -> letters.substring(at, at + 1))
        .collect(Collectors.joining());
  }
}
