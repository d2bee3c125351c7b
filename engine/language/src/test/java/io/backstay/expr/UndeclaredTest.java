package io.backstay.expr;

import static io.backstay.expr.Exprs.bare;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UndeclaredTest {
  private static Finding finding(String name, Scope scope) {
    Checked checked = Checker.check(bare(name), scope, Expected.of("it", Kind.ANY));
    assertThat(checked.findings()).hasSize(1);
    assertThat(checked.names()).isEmpty();
    Finding finding = checked.findings().getFirst();
    assertThat(finding.code()).isEqualTo("E304");
    assertThat(finding.message()).isEqualTo("`" + name + "` is not declared");
    assertThat(finding.length()).isEqualTo(name.length());
    return finding;
  }

  @ParameterizedTest
  @CsvSource({
    "vars.backup_dir, vars.backup-dir",
    "vars.backupDir, vars.backup-dir",
    "vars.retentoin, vars.retention",
    "var.name, vars.name",
    "Vars.Backup_Dir, vars.backup-dir",
    "backup-dir, vars.backup-dir",
    "logical.artifact.size, steps.logical.artifact.size",
    "steps.logcal.artifact, steps.logical.artifact",
    "steps.logical.artifact.siz, steps.logical.artifact.size",
    "True, true",
    "FALSE, false",
    "None, null",
    "undefined, null"
  })
  void whatWasProbablyMeant(String written, String meant) {
    assertThat(finding(written, Scopes.PLAN).helps())
        .containsExactly("did you mean `" + meant + "`?");
  }

  @Test
  void whatIsDeclaredInstead() {
    assertThat(finding("secrets.vault-key", Scopes.PLAN).helps())
        .containsExactly("declared in `secrets`: db-password, token");
    assertThat(finding("steps.logical.artifact.digest", Scopes.PLAN).helps())
        .containsExactly("declared in `steps.logical.artifact`: size");
    assertThat(finding("stores.local", Scopes.PLAN).notes())
        .contains("nothing is declared in `stores`");
    assertThat(finding("vars.name.first", Scopes.PLAN).notes())
        .contains("`vars.name` is a string and has no members");
    assertThat(finding("item.name", Scopes.PLAN).helps())
        .containsExactly("names begin with run, secrets, sources, steps, stores, vars");
  }

  @Test
  void aTextWithoutQuotesIsTakenForAName() {
    assertThat(finding("weekly", Scopes.PLAN).helps())
        .contains("a text stands in quotes: 'weekly'");
  }

  @Test
  void theEnvironmentIsNoRoot() {
    assertThat(finding("env.BACKUP_DIR", Scopes.PLAN).helps())
        .containsExactly("declare an input that is bound to it: vars: {name: {env: BACKUP_DIR}}");
  }

  @Test
  void aRootThatIsVisibleElsewhere() {
    Finding finding = finding("failure.step", Scopes.PLAN);
    assertThat(finding.notes())
        .containsExactly(
            "an undeclared name is an error, never an empty string",
            "`failure` is known only in on-failure, finally and notify");
    assertThat(finding.helps()).isEmpty();
    Scope inside = Scopes.PLAN.and("failure", Entry.group(Map.of("step", Entry.of(Kind.STRING))));
    assertThat(
            Checker.check(bare("failure.step"), inside, Expected.of("it", Kind.STRING)).isRight())
        .isTrue();
  }

  @Test
  void longListsAreCut() {
    Map<String, Entry> many = new HashMap<>();
    for (int i = 10; i < 30; i++) {
      many.put("number-" + i, Entry.of(Kind.STRING));
    }
    assertThat(finding("vars.x", Scope.of(Map.of("vars", Entry.group(many)))).helps().getFirst())
        .startsWith("declared in `vars`: number-10, number-11,")
        .endsWith("number-21 and 8 more");
  }

  @Test
  void listsThatFitAreNotCut() {
    Map<String, Entry> dozen = new HashMap<>();
    for (int i = 10; i < 22; i++) {
      dozen.put("number-" + i, Entry.of(Kind.STRING));
    }
    assertThat(finding("vars.x", Scope.of(Map.of("vars", Entry.group(dozen)))).helps().getFirst())
        .endsWith("number-20, number-21");
  }

  @Test
  void aDeclaredNameWinsOverItsTwinInAnotherStyle() {
    Scope twins =
        Scope.of(
            Map.of(
                "vars",
                Entry.group(
                    Map.of(
                        "a_b", Entry.group(Map.of("size", Entry.of(Kind.SIZE))),
                        "a-b", Entry.of(Kind.STRING)))));
    assertThat(finding("vars.a_b.sice", twins).helps())
        .containsExactly("did you mean `vars.a_b.size`?");
  }
}
