package io.backstay.expr;

import static io.backstay.expr.Exprs.bare;
import static io.backstay.expr.Exprs.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vars.quiesce-chroma",
        "vars.tables == []",
        "not vars.migrate",
        "run.type == 'full' and plan.env != 'prod'",
        "vars.target ?? 'restored/'",
        "run.started-at | date('yyyy/MM/dd')",
        "vars.target == null",
        "backup.age > 7d and steps.dump.artifact.size <= 1GiB",
        "a or b and not c == d ?? e | lower",
        "(a or b) and c",
        "not (a and b)",
        "(not a) == true",
        "(a == b) == (c < d)",
        "(a ?? b) | upper",
        "(a | upper | lower) in ['x', 1, -2, 0.5, 7d, 1GB, true, null, []]",
        "a not in b",
        "'it''s' == \"say \"\"so\"\"\"",
        "vars.list | join | size",
        "vars.list | join('') | slug | basename",
        "a-b.c_d.E9 == 512B"
      })
  void expressions(String text) {
    Expr expr = bare(text);
    assertThat(expr.offset()).isZero();
    assertThat(expr.length()).isEqualTo(text.length());
    assertThat(bare(expr.text()).text()).isEqualTo(expr.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a  or((b))or c         | a or b or c",
        "(a or b) or c          | (a or b) or c",
        "((a)and(b))or c        | a and b or c",
        "(a == b)               | a == b",
        "not(a == b)            | not a == b",
        "(a not   in b)         | a not in b",
        "[ a,b , ( c or d ) ]   | [a, b, c or d]",
        "\"x\"==1.50            | 'x' == 1.5",
        "90s==1m30s             | 1m30s == 1m30s",
        "1000B>1024KiB          | 1kB > 1MiB"
      })
  void expressionsInTheirShortestForm(String text, String printed) {
    assertThat(bare(text).text()).isEqualTo(printed);
  }

  @Test
  void wordsBindTighterFromOrToFilters() {
    assertThat(bare("a or b and not c == d ?? e | lower"))
        .isInstanceOfSatisfying(
            Expr.Logic.class,
            or -> {
              assertThat(or.connective()).isEqualTo(Expr.Connective.OR);
              assertThat(or.operands().getFirst()).isEqualTo(new Expr.Name("a", 0, 1));
              assertThat(or.operands().getLast().text()).isEqualTo("b and not c == d ?? e | lower");
              assertThat(or.operands().getLast().offset()).isEqualTo(5);
            });
  }

  @Test
  void bracketsBelongToWhatIsAroundThem() {
    Expr expr = bare("(a or b) and c");
    assertThat(expr)
        .isInstanceOfSatisfying(
            Expr.Logic.class, and -> assertThat(and.operands().getFirst().length()).isEqualTo(6));
  }

  @Test
  void aTextThatIsExactlyOneExpressionIsThatExpression() {
    assertThat(template("${vars.retention}")).isEqualTo(new Expr.Name("vars.retention", 2, 14));
    assertThat(template("${ '}' }")).isEqualTo(new Expr.Literal(new Value.Text("}"), 3, 3));
  }

  @Test
  void aTextWithExpressionsIsATemplate() {
    assertThat(template("a_${b}.c"))
        .isEqualTo(
            new Expr.Template(
                List.of(
                    new Expr.Literal(new Value.Text("a_"), 0, 2),
                    new Expr.Name("b", 4, 1),
                    new Expr.Literal(new Value.Text(".c"), 6, 2)),
                0,
                8));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "~~, ~~",
        "plain, plain",
        "$HOME, $HOME",
        "$${x}, ${x}",
        "$$, $$",
        "{{ x }}, {{ x }}",
        "a $$${b} c, a $${b} c",
        "100 % & more, 100 % & more",
        "}, }",
        "$, $"
      })
  void aTextWithoutExpressionsIsItself(String text, String meant) {
    assertThat(template(text)).isEqualTo(new Expr.Literal(new Value.Text(meant), 0, text.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a_${b}.c",
        "$${x}${y}",
        "${a}${b | upper}",
        "x$${${a ?? '}'}}",
        "${'$'}${a}",
        "a ${5} ${7d}"
      })
  void templatesPrintAsTheyAreWritten(String text) {
    assertThat(template(text).text()).isEqualTo(text);
  }

  @Test
  void bracketsNestUpToALimit() {
    assertThat(bare("(".repeat(32) + "a" + ")".repeat(32)).text()).isEqualTo("a");
    assertThat(bare("[" + "[a], ".repeat(100) + "[b]]").length()).isEqualTo(505);
    assertThat(Exprs.wrong(Expr.bare("(".repeat(33) + "a" + ")".repeat(33))).message())
        .isEqualTo("brackets are nested deeper than 32 levels");
  }

  @Test
  void expressionsAreAsLongAsALimitAndTextsAsLongAsTheyLike() {
    assertThat(bare("a or ".repeat(1999) + "b").length()).isEqualTo(9996);
    assertThat(bare("a or ".repeat(1999) + "abcde").length()).isEqualTo(10_000);
    assertThat(Exprs.wrong(Expr.bare("a or ".repeat(2000) + "b")).message())
        .isEqualTo("an expression has at most 10000 characters");
    assertThat(template("x".repeat(200_000) + "${a}").length()).isEqualTo(200_004);
  }
}
