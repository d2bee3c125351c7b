package io.backstay.expr;

import static io.backstay.expr.Checks.ANYTHING;
import static io.backstay.expr.Checks.TEXT;
import static io.backstay.expr.Checks.check;
import static io.backstay.expr.Checks.only;
import static io.backstay.expr.Exprs.bare;
import static io.backstay.expr.Exprs.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakTest {
  @Test
  void aSecretWhereItWouldLeak() {
    assertThat(only(check(template("pratiko_${secrets.db-password}.sql.gz"), TEXT)))
        .isEqualTo(
            new Finding(
                "E303",
                10,
                19,
                "a secret cannot be used in `to`",
                "would be written into names, logs and reports",
                List.of(
                    "secrets are accepted only by parameters that expect one"
                        + " (password, webhook, bearer, env values)"),
                List.of()));
  }

  @Test
  void aValueThatContainsASecretIsOne() {
    Finding finding = only(check(template("${sources.db.url}"), TEXT));
    assertThat(finding.code()).isEqualTo("E303");
    assertThat(finding.notes().getFirst())
        .isEqualTo("`sources.db.url` contains a secret, so it is one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${secrets.db-password}",
        "${sources.db.url}",
        "postgres://u:${secrets.db-password}@${sources.db.host}/",
        "${secrets.db-password ?? secrets.token}"
      })
  void secretsGoWhereTheyAreExpected(String text) {
    Checked checked = check(template(text), Expected.of("password", Kind.SECRET));
    assertThat(checked.findings()).isEmpty();
    assertThat(checked.secret()).isTrue();
    assertThat(check(template(text), TEXT.orSecret()).isRight()).isTrue();
    assertThat(check(template(text), TEXT).isRight()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "secrets.token == ''        § what is decided by it would tell about it",
        "not secrets.token          § what is decided by it would tell about it",
        "secrets.token | upper      § a secret is handed on as it is, or not at all",
        "[secrets.token]            § a secret is handed on as it is, or not at all"
      })
  void nothingIsMadeOfSecretsNorDecidedByThem(String text, String label) {
    Finding finding = only(check(bare(text), ANYTHING.orSecret()));
    assertThat(finding.code()).isEqualTo("E303");
    assertThat(finding.label()).isEqualTo(label);
  }

  @Test
  void whatIsNoSecretIsRefusedWhereOneIsExpected() {
    Expected password = Expected.of("password", Kind.SECRET);
    Finding finding = only(check(template("${vars.name}"), password));
    assertThat(finding.message()).isEqualTo("`password` expects a secret, this is a string");
    assertThat(finding.helps()).containsExactly("declare where it comes from under `secrets:`");
    assertThat(only(check(template("${steps.query.value ?? 'x'}"), password)).code())
        .isEqualTo("E302");
    assertThat(only(check(template("${secrets.toke}"), password)).code()).isEqualTo("E304");
    assertThat(only(check(template("${secrets.token ?? 'devpass'}"), password)).message())
        .isEqualTo("the two sides of `??` must be of one kind");
  }

  @Test
  void whatIsSaidOfAGroupHoldsForItsMembers() {
    Entry url = Entry.of(Kind.STRING).hidden();
    Entry source = Entry.group(Map.of("user", Entry.of(Kind.STRING), "url", url));
    Scope scope = Scope.of(Map.of("hidden", source.hidden(), "late", source.knownAtRun()));
    Checked hidden = Checker.check(bare("hidden.user"), scope, TEXT.orSecret());
    assertThat(hidden.secret()).isTrue();
    assertThat(hidden.late()).isFalse();
    Checked late = Checker.check(bare("late.user"), scope, TEXT);
    assertThat(late.secret()).isFalse();
    assertThat(late.late()).isTrue();
  }
}
