package io.backstay.expr;

import static io.backstay.expr.Exprs.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorTest {
  private static final String FOREIGN = "` is not part of the expression language";

  @Test
  void anOperatorFromAnotherLanguage() {
    assertThat(wrong(Expr.bare("vars.gpg-recipient != '' && vars.offsite")))
        .isEqualTo(
            new Finding(
                "E301",
                25,
                1,
                "`&` is not part of the expression language",
                "",
                List.of(),
                List.of("conditions use words: and, or, not")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "a || b § 2 § || § conditions use words: and, or, not",
        "!a § 0 § ! § conditions use words: and, or, not",
        "a && b § 2 § & § conditions use words: and, or, not",
        "a AND b § 2 § AND § conditions use words: and, or, not",
        "a Or b § 2 § Or § conditions use words: and, or, not",
        "a = b § 2 § = § equality is written `==`",
        "a === b § 4 § = § equality is written `==`",
        "a is b § 2 § is § equality is written `==`",
        "a <> b § 2 § <> § write `!=`",
        "a ne b § 2 § ne § write `!=`",
        "a =~ 'x' § 2 § =~ § there are no patterns; compare whole values with `==` or `in [… , …]`",
        "a + b § 2 § + § there is no arithmetic; join texts in a value: '${vars.a}${vars.b}'",
        "a - b § 2 § - § there is no arithmetic; a step can compute and output it",
        "a -1 § 2 § - § there is no arithmetic; a step can compute and output it",
        "3-1 § 1 § - § there is no arithmetic; a step can compute and output it",
        "a * b § 2 § * § there is no arithmetic; a step can compute and output it",
        "a / b § 2 § / § there is no arithmetic; a step can compute and output it",
        "20% § 2 § % § there is no arithmetic; a step can compute and output it",
        "a ? b : c § 2 § ? § there is no `? :`; write a default as `x ?? 'y'`, or two steps with `when:`",
        "a if b § 2 § if § there is no `? :`; write a default as `x ?? 'y'`, or two steps with `when:`",
        "a contains b § 2 § contains § turn it round: `element in list`",
        "a == ‘b’ § 5 § ‘ § text stands in plain quotes: 'text'",
        "${a} § 0 § ${ § write the name alone, without `${` and `}`",
        "$HOME § 0 § $ § declare a variable with `env:` and write its name, such as vars.name"
      })
  void operatorsFromOtherLanguages(String text, int offset, String operator, String help) {
    Finding finding = wrong(Expr.bare(text));
    assertThat(finding.code()).isEqualTo("E301");
    assertThat(finding.message()).isEqualTo("`" + operator + FOREIGN);
    assertThat(finding.offset()).isEqualTo(offset);
    assertThat(finding.length()).isEqualTo(operator.length());
    assertThat(finding.helps()).containsExactly(help);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "a @ b § 2 § `@` is not part of the expression language",
        "é § 0 § `é` is not part of the expression language",
        "a 😀 § 2 § `😀` is not part of the expression language",
        "_a § 0 § `_` is not part of the expression language",
        "a } § 2 § `}` is not part of the expression language",
        "~~ § 0 § an expression is missing",
        "a == § 4 § a value is missing after `==`",
        "a and § 5 § a value is missing after `and`",
        "not § 3 § a value is missing after `not`",
        "== a § 0 § `==` cannot stand here, a value must",
        "a and or b § 6 § `or` cannot stand here, a value must",
        "not not a § 4 § `not` cannot stand here, a value must",
        "() § 1 § `)` cannot stand here, a value must",
        "[a,] § 3 § `]` cannot stand here, a value must",
        "a b § 2 § an operator is missing before `b`",
        "a 'b' § 2 § an operator is missing before `'b'`",
        "a) § 1 § `)` cannot stand here",
        "(a] § 2 § `]` cannot stand here",
        "a, b § 1 § `,` cannot stand here",
        "'x'(a) § 3 § `(` cannot stand here",
        "(a § 0 § `(` is never closed",
        "[a, b § 0 § `[` is never closed",
        "'a § 0 § this text is never closed",
        "'a'' § 0 § this text is never closed",
        "vars. § 4 § a letter must follow the dot in a name",
        "vars..a § 4 § a letter must follow the dot in a name",
        "a not b § 2 § `not` after a value must be `not in`",
        "a | § 3 § a filter is missing after `|`",
        "a | 5 § 4 § a filter is missing after `|`",
        "7x § 0 § `7x` is not a duration or a size",
        "007 § 0 § `007` is not a number",
        "1.2.3 § 0 § `1.2.3` is not a number",
        "-5d § 0 § `-5d` is not a duration or a size"
      })
  void whatCannotBeRead(String text, int offset, String message) {
    Finding finding = wrong(Expr.bare(text));
    assertThat(finding.code()).isEqualTo("E301");
    assertThat(finding.message()).isEqualTo(message);
    assertThat(finding.offset()).isEqualTo(offset);
    assertThat(offset + finding.length()).isLessThanOrEqualTo(text.length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "a < b < c § compare twice and join with `and`: a < b and b < c",
        "a < b not in c § compare twice and join with `and`: a < b and b < c",
        "a == b in c § compare twice and join with `and`: a < b and b < c",
        "a[0] § take an element of a list with `| first` or `| last`",
        "lower(a) § it is a filter and follows its value: x | lower",
        "len(a) § there are no functions; filters follow a value with `|`: date, lower, upper, slug, basename, join, first, last, count, size",
        "a not b § write `not` before what it denies, or `!=`",
        "(a § end it with `)`",
        "'a § end it with `'`",
        "1Gb § did you mean `1GB`?",
        "1.5h § did you mean `1h30m`?",
        "007 § did you mean `7`?",
        "1M § did you mean `1MB` or `1MiB`?"
      })
  void whatToWriteInstead(String text, String help) {
    assertThat(wrong(Expr.bare(text)).helps()).containsExactly(help);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "a | uper § 4 § 4 § unknown filter `uper` § did you mean `upper`?",
        "a | default('x') § 4 § 7 § unknown filter `default` § filters: date, lower, upper, slug, basename, join, first, last, count, size",
        "a | date § 4 § 4 § `date` takes a pattern, such as date('yyyy-MM-dd') § ~~",
        "a | date() § 4 § 6 § `date` takes a pattern, such as date('yyyy-MM-dd') § ~~",
        "a | date(b) § 9 § 1 § `date` takes a pattern, such as date('yyyy-MM-dd') § ~~",
        "a | upper('x') § 4 § 10 § `upper` takes nothing in parentheses § ~~",
        "a | join(5) § 9 § 1 § `join` takes the text between elements, such as join(', ') § ~~",
        "a | date('') § 4 § 8 § `` is not a date pattern § ~~",
        "a | date('YYYY-MM-DD') § 4 § 18 § `YYYY-MM-DD` is not a date pattern § did you mean `date('yyyy-MM-dd')`?",
        "a | date('yyyy-mm-dd') § 4 § 18 § `yyyy-mm-dd` is not a date pattern § did you mean `date('yyyy-MM-dd')`?",
        "a | date('yyyyMMdd_hhmm') § 4 § 21 § `yyyyMMdd_hhmm` is not a date pattern § did you mean `date('yyyyMMdd_HHmm')`?",
        "a | date('[yyyy]') § 4 § 14 § `[yyyy]` is not a date pattern § ~~",
        "a | date('yyyy{}') § 4 § 14 § `yyyy{}` is not a date pattern § ~~",
        "a | date('%Y') § 4 § 10 § `%Y` is not a date pattern § ~~",
        "a | date('week') § 4 § 12 § `week` is not a date pattern § ~~"
      })
  void filtersThatDoNotExistOrTakeSomethingElse(
      String text, int offset, int length, String message, String help) {
    Finding finding = wrong(Expr.bare(text));
    assertThat(finding.code()).isEqualTo("E305");
    assertThat(finding.message()).isEqualTo(message);
    assertThat(finding.offset()).isEqualTo(offset);
    assertThat(finding.length()).isEqualTo(length);
    assertThat(String.join("", finding.helps())).isEqualTo(help);
  }

  @Test
  void aFilterHasOneArgumentAtMost() {
    assertThat(wrong(Expr.bare("a | join('x', 'y')")).message()).isEqualTo("`,` cannot stand here");
  }

  @Test
  void datePatternsAreNotEndless() {
    assertThat(wrong(Expr.bare("a | date('" + "y".repeat(101) + "')")).message())
        .endsWith("…` is not a date pattern");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "ab${x § 2 § `${` is never closed",
        "ab${x '}' § 6 § an operator is missing before `'}'`",
        "ab${'}' § 2 § `${` is never closed",
        "${} § 2 § an expression is missing",
        "${ } § 3 § an expression is missing",
        "${{ x }} § 2 § `{` is not part of the expression language",
        "${x:-y} § 3 § `:` is not part of the expression language",
        "a ${b} ${c d} § 11 § an operator is missing before `d`",
        "${(a} § 2 § `(` is never closed"
      })
  void templatesThatCannotBeRead(String text, int offset, String message) {
    Finding finding = wrong(Expr.template(text));
    assertThat(finding.message()).isEqualTo(message);
    assertThat(finding.offset()).isEqualTo(offset);
  }

  @Test
  void longAndControlCharactersAreNotEchoed() {
    assertThat(wrong(Expr.bare("a '" + "x".repeat(1000) + "'")).message()).hasSizeLessThan(120);
    assertThat(wrong(Expr.bare("a 'b\nc'")).message())
        .isEqualTo("an operator is missing before `'b�c'`");
  }
}
