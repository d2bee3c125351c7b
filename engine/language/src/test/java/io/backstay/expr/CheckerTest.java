package io.backstay.expr;

import static io.backstay.expr.Checks.ANYTHING;
import static io.backstay.expr.Checks.TEXT;
import static io.backstay.expr.Checks.check;
import static io.backstay.expr.Checks.only;
import static io.backstay.expr.Exprs.bare;
import static io.backstay.expr.Exprs.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vars.offsite",
        "not vars.offsite",
        "vars.name != '' and vars.offsite or vars.port > 1024",
        "vars.tables == []",
        "vars.target == null",
        "null != steps.query.rows",
        "run.type == 'full'",
        "'incremental' != run.type",
        "run.type in ['full', 'incremental']",
        "vars.name in vars.tables",
        "vars.name not in ['a', vars.backup-dir]",
        "vars.port == 1.5",
        "vars.ratio < 3",
        "vars.retention >= 7d",
        "vars.quota > 1GiB",
        "steps.logical.artifact.size > 0",
        "steps.query.rows ?? 0 > 10",
        "steps.query.value == null",
        "(steps.query.value ?? false)",
        "steps.query.value ?? 1 > 10",
        "(vars.tables | first ?? '') == 'users'",
        "(vars.tables | count) >= 2",
        "vars.until < run.started-at",
        "vars.drift == vars.drift",
        "vars.name == vars.backup-dir",
        "[[], ['a']] == [vars.tables]",
        "steps.query.value ?? [] == vars.tables",
        "true in []"
      })
  void conditionsThatAreRight(String text) {
    assertThat(check(bare(text), Expected.condition("when")).findings()).isEmpty();
  }

  @Test
  void everyMistakeIsFoundOnceInTheOrderOfTheText() {
    Checked checked =
        check(
            bare(
                "vars.nam == '' and secrets.token == 'x' or not vars.port or steps.query.rows > 1"),
            Expected.condition("when"));
    assertThat(checked.findings())
        .extracting(Finding::code)
        .containsExactly("E304", "E303", "E302", "E307");
  }

  @Test
  void whatIsKnownOfAnExpressionBeforehand() {
    Checked checked = check(template("${vars.name}_${run.stamp}_${vars.name}"), TEXT);
    assertThat(checked.kind()).isEqualTo(Kind.STRING);
    assertThat(checked.late()).isTrue();
    assertThat(checked.secret()).isFalse();
    assertThat(checked.names()).containsExactly("vars.name", "run.stamp");
    assertThat(check(template("${vars.retention}"), TEXT).kind()).isEqualTo(Kind.DURATION);
    assertThat(check(template("${vars.name}"), TEXT).late()).isFalse();
    assertThat(check(bare("vars.quota ?? 0"), ANYTHING).kind()).isEqualTo(Kind.SIZE);
    assertThat(check(bare("0 ?? vars.ratio"), ANYTHING).kind()).isEqualTo(Kind.NUMBER);
    assertThat(check(bare("steps.query.value ?? 5"), ANYTHING).kind()).isEqualTo(Kind.ANY);
    assertThat(check(bare("null ?? vars.name"), ANYTHING).kind()).isEqualTo(Kind.STRING);
    assertThat(check(bare("vars.target ?? null"), ANYTHING.orAbsent()).kind()).isEqualTo(Kind.PATH);
    assertThat(check(bare("5 ?? steps.query.value"), ANYTHING).kind()).isEqualTo(Kind.ANY);
    assertThat(check(bare("vars.tables | first ?? ''"), ANYTHING).kind()).isEqualTo(Kind.STRING);
    assertThat(check(bare("steps.query.value | first ?? 1"), ANYTHING).kind()).isEqualTo(Kind.ANY);
    assertThat(check(bare("[vars.name, vars.backup-dir]"), ANYTHING).kind()).isEqualTo(Kind.LIST);
    assertThat(check(bare("steps.logical.artifact"), ANYTHING).late()).isTrue();
  }

  @Test
  void aUnderscoreForAHyphen() {
    assertThat(only(check(template("${vars.backup_dir}"), Expected.of("path", Kind.PATH))))
        .isEqualTo(
            new Finding(
                "E304",
                2,
                15,
                "`vars.backup_dir` is not declared",
                "",
                List.of("an undeclared name is an error, never an empty string"),
                List.of("did you mean `vars.backup-dir`?")));
  }
}
