package io.backstay.expr;

import static io.backstay.expr.Checks.TEXT;
import static io.backstay.expr.Checks.check;
import static io.backstay.expr.Checks.only;
import static io.backstay.expr.Exprs.bare;
import static io.backstay.expr.Exprs.template;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubtTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "${vars.target}                   § vars.target ?? 'none'",
        "in ${vars.target}                § vars.target ?? 'none'",
        "${vars.target | basename}        § vars.target | basename ?? 'none'",
        "${vars.target ?? vars.target}    § vars.target ?? vars.target ?? 'none'",
        "${steps.query.rows}              § steps.query.rows ?? 0",
        "${steps.query.rows > 1}          § steps.query.rows ?? 0",
        "${steps.query.rows == 1}         § steps.query.rows ?? 0",
        "${[steps.query.rows]| count}     § steps.query.rows ?? 0",
        "${steps.query.value}             § steps.query.value ?? 'none'",
        "${vars.tables | first}           § vars.tables | first ?? 'none'",
        "${[1h] | last}                   § [1h] | last ?? 0s",
        "${[1GB] | last}                  § [1GB] | last ?? 0B",
        "${[true] | last}                 § [true] | last ?? false",
        "${[vars.tables] | last | join}   § [vars.tables] | last | join ?? 'none'",
        "${[vars.tables] | last == []}    § [vars.tables] | last ?? []",
        "${[vars.until] | last}           § [vars.until] | last ?? …"
      })
  void whatMayBeAbsentNeedsASubstitute(String text, String help) {
    Finding finding = only(check(template(text), TEXT));
    assertThat(finding.code()).isEqualTo("E307");
    assertThat(finding.helps()).containsExactly("say what to use then: " + help);
    assertThat(finding.message())
        .isEqualTo("`" + help.substring(0, help.lastIndexOf(" ??")) + "` may be absent");
  }

  @Test
  void whyAndWhereSomethingMayBeAbsent() {
    Finding finding = only(check(template("rows: ${steps.query.rows}"), TEXT));
    assertThat(finding.label()).isEqualTo("step `query` has `when:`");
    assertThat(finding.offset()).isEqualTo(8);
    assertThat(finding.length()).isEqualTo(16);
    assertThat(check(template("${vars.target}"), TEXT.orAbsent()).isRight()).isTrue();
    assertThat(check(template("${vars.target}"), TEXT.orAbsent()).absence()).isTrue();
    assertThat(check(template("${null}"), TEXT.orAbsent()).isRight()).isTrue();
    assertThat(check(template("${vars.target ?? 'x'}"), TEXT).absence()).isFalse();
    assertThat(check(template("${vars.target ?? null}"), TEXT).isRight()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "null < 1",
        "vars.port > null",
        "null in vars.tables",
        "[null] == []",
        "not null"
      })
  void nullIsNoValue(String text) {
    Finding finding = only(check(bare(text), Expected.condition("when")));
    assertThat(finding.code()).isEqualTo("E302");
    assertThat(finding.message()).isEqualTo("a value must stand here, not `null`");
  }

  @Test
  void nullIsNoPartOfAText() {
    assertThat(only(check(template("a${null}"), TEXT)).message())
        .isEqualTo("a value must stand here, not `null`");
  }
}
