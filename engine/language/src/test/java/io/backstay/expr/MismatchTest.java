package io.backstay.expr;

import static io.backstay.expr.Checks.TEXT;
import static io.backstay.expr.Checks.check;
import static io.backstay.expr.Checks.condition;
import static io.backstay.expr.Checks.only;
import static io.backstay.expr.Exprs.template;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MismatchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "vars.name       § `when` expects a boolean, this is a string § compare it: vars.name != ''",
        "vars.backup-dir § `when` expects a boolean, this is a path § compare it: vars.backup-dir != ''",
        "vars.tables     § `when` expects a boolean, this is a list § compare it: vars.tables != []",
        "vars.port       § `when` expects a boolean, this is an integer § compare it: vars.port != 0",
        "vars.ratio      § `when` expects a boolean, this is a number § compare it: vars.ratio != 0",
        "vars.retention  § `when` expects a boolean, this is a duration § compare it: vars.retention > 0s",
        "vars.quota      § `when` expects a boolean, this is a size § compare it: vars.quota > 0B",
        "vars.until      § `when` expects a boolean, this is a timestamp § compare it: vars.until != null",
        "not vars.name   § a condition is true or false, this is a string § compare it: vars.name != ''",
        "true and 5      § a condition is true or false, this is an integer § compare it: 5 != 0",
        "vars.port in 5  § `in` expects a list, this is an integer § write a list: vars.port in ['a', 'b']",
        "'x' not in 'xy' § `not in` expects a list, this is a string § write a list: 'x' not in ['a', 'b']",
        "vars.offsite > true § a boolean has no order § ~~",
        "vars.tables < ['a'] § a list has no order § ~~",
        "[['a'], 'b'] == [] § the elements of a list must all be of one kind § ~~",
        "['a', ['b']] == [] § the elements of a list must all be of one kind § ~~",
        "[1, 'a'] == []  § the elements of a list must all be of one kind § ~~",
        "vars.name ?? 5 == 5 § the two sides of `??` must be of one kind § ~~",
        "sources.db == '' § `sources.db` has no value of its own § name one of its members: sources.db.host, sources.db.url",
        "(vars.tables | upper) == '' § `upper` expects a string, it is given a list § ~~",
        "(vars.name | date('yyyy')) == '' § `date` expects a timestamp, it is given a string § ~~",
        "(vars.name | count) == 1 § `count` expects a list, it is given a string § ~~",
        "(vars.port | basename) == '' § `basename` expects a path, it is given an integer § ~~",
        "(vars.name | size) == '' § `size` expects a size, it is given a string § ~~"
      })
  void kindsThatDoNotFit(String text, String message, String help) {
    Finding finding = condition(text);
    assertThat(finding.code()).isEqualTo("E302");
    assertThat(finding.message()).isEqualTo(message);
    assertThat(String.join("", finding.helps())).isEqualTo(help);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "${vars.name}    § STRING",
        "${vars.port}      § STRING",
        "${vars.port}      § NUMBER",
        "${vars.port}    § SIZE",
        "${vars.port}      § INTEGER",
        "${vars.name}      § PATH",
        "${vars.backup-dir} § STRING",
        "${vars.retention} § DURATION",
        "${vars.quota}    § SIZE",
        "${vars.retention} § STRING",
        "${steps.query.value ?? 'x'} § INTEGER",
        "a-${vars.port}  § PATH",
        "${vars.drift}     § PERCENT",
        "${vars.until}     § TIMESTAMP"
      })
  void kindsThatFit(String text, Kind.Scalar kind) {
    assertThat(check(template(text), Expected.of("it", kind)).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "${vars.ratio}   § INTEGER § `it` expects an integer, this is a number",
        "${vars.ratio}   § SIZE    § `it` expects a size, this is a number",
        "${vars.port}    § DURATION § `it` expects a duration, this is an integer",
        "${vars.port}d   § DURATION § `it` expects a duration, this is a string",
        "${vars.port}    § PATH    § `it` expects a path, this is an integer",
        "${vars.tables}  § STRING  § `it` expects a string, this is a list",
        "${vars.name}    § NUMBER  § `it` expects a number, this is a string"
      })
  void kindsThatDoNotFitAParameter(String text, Kind.Scalar kind, String message) {
    assertThat(only(check(template(text), Expected.of("it", kind))).message()).isEqualTo(message);
  }

  @Test
  void listsFitElementByElement() {
    assertThat(check(template("${vars.tables}"), Expected.of("tables", Kind.LIST)).isRight())
        .isTrue();
    assertThat(check(template("${[]}"), Expected.of("tables", Kind.LIST)).isRight()).isTrue();
    assertThat(check(template("${[1, 2]}"), Expected.of("tables", Kind.LIST)).isRight()).isTrue();
    assertThat(
            check(template("${[vars.quota, 0]}"), Expected.of("x", new Kind.ListOf(Kind.SIZE)))
                .isRight())
        .isTrue();
    assertThat(
            check(template("${steps.query.value ?? []}"), Expected.of("tables", Kind.LIST))
                .isRight())
        .isTrue();
    assertThat(check(template("${vars.name}"), Expected.of("tables", Kind.LIST)).isRight())
        .isFalse();
    assertThat(
            check(template("${vars.tables}"), Expected.of("x", new Kind.ListOf(Kind.SIZE)))
                .isRight())
        .isFalse();
  }

  @Test
  void aListIsJoinedBeforeItIsText() {
    assertThat(only(check(template("${vars.tables}"), TEXT)).helps())
        .containsExactly("join its elements: vars.tables | join(', ')");
    Finding finding = only(check(template("of ${vars.tables}"), TEXT));
    assertThat(finding.message()).isEqualTo("a list cannot be part of a text");
    assertThat(finding.helps()).containsExactly("join its elements: vars.tables | join(', ')");
  }
}
