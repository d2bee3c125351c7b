package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Effect;
import io.backstay.program.Effect.Action;
import io.backstay.program.Outlook.Estimate;
import io.backstay.program.Preview;
import io.backstay.spi.Finding.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreviewTextTest {
  private static final Console PLAIN = new Console(System.out, System.err, false, true, false, 80);

  @Test
  void everyStepIsThereAndSaysWhatItDoes() {
    String text = text("ready", List.of());
    assertThat(text)
        .contains("   1 dump               + postgres.dump  ≈ 312 MiB (±3 %, 7 runs)")
        .contains("41 s     55 s")
        .contains("   2 stop               ○ skipped  vars.quiesce is false")
        .contains("   3 both")
        .contains("     ├ a                + a.tar  ? (first run)")
        .contains("     └ b                ? may run, when steps.a.size > 3: ? curl  runs curl");
  }

  @Test
  void aRunThatCanStartSaysHow() {
    assertThat(text("ready", List.of()))
        .contains("READY")
        .contains("backstay run shop --expect 0123-4567-89ab");
  }

  @Test
  void whatBlocksARunComesWithItsFix() {
    Preview.Look bad =
        new Preview.Look("source.db", Status.FAIL, "too old", "install 16", Map.of());
    assertThat(text("blocked", List.of(bad)))
        .contains("✗ source.db        too old")
        .contains("fix: install 16")
        .contains("BLOCKED by 1 problems")
        .doesNotContain("--expect");
  }

  @Test
  void whatWasNotLookedAtIsSaid() {
    assertThat(text("ready", List.of())).contains("nothing was looked at: --offline");
  }

  @Test
  void asACommentItSaysNoMoreThanText() {
    Preview.Look bad =
        new Preview.Look("source.db", Status.FAIL, "<b>@octocat</b>", "see www.e.org", Map.of());

    String comment = PreviewMarkdown.of(preview("blocked", List.of(bad)));

    assertThat(comment)
        .startsWith("<!-- backstay:preview:plans/shop.backup.yaml: -->\n### 🔴 shop: blocked\n")
        .contains("- **source.db** fails: &#60;b&#62;&#64;octocat", "| dump | &#43; postgres.dump")
        .contains("| stop | skipped: vars.quiesce is false |  |", "not covered: mail")
        .contains("fingerprint 0123-4567-89ab")
        .doesNotContain("www.", "@octocat");
  }

  @Test
  void forCollectorsOfFindingsItHasWhatIsNotAsItShouldBe() {
    Preview.Look bad = new Preview.Look("source.db", Status.FAIL, "too old", "newer", Map.of());
    Preview.Look odd = new Preview.Look("history", Status.WARN, "26 h old", null, Map.of());
    Preview.Look fine = new Preview.Look("lock", Status.OK, "free", null, Map.of());

    assertThat(
            PreviewReport.of(preview("blocked", List.of(bad, odd, fine)))
                .in(Backstay.Output.GITHUB)
                .lines())
        .containsExactly(
            "::error file=plans/shop.backup.yaml,line=1,col=1,endColumn=2,title=source.db::"
                + "too old%0Ahelp: newer",
            "::warning file=plans/shop.backup.yaml,line=1,col=1,endColumn=2,title=history::26 h old",
            "::warning file=plans/shop.backup.yaml,line=1,col=1,endColumn=2,title=objective.RPO::"
                + "RPO is tight: no room");
  }

  @Test
  void whatWasAssumedIsMarkedUntilItWasTried() {
    Preview.Look assumed =
        new Preview.Look("store.local", Status.ASSUMED, "writable", null, Map.of());

    assertThat(text(preview("live", "ready", List.of(assumed))))
        .contains("preview: read only, nothing has been changed")
        .contains("≈ store.local      writable", "≈ was not tried; --probe-write");
    Preview proven = preview("probe-write", "blocked", List.of(assumed));
    assertThat(text(proven))
        .contains("read only but for one object in each store", "Nothing else was changed.")
        .doesNotContain("--probe-write");
    assertThat(PreviewMarkdown.of(proven)).contains("read only but for one object in each store");
  }

  @Test
  void whatIsDueNextIsSaidWithTheOffsetItWillHave() {
    assertThat(text("ready", List.of()))
        .contains(
            """
              next  2026-03-28 02:00 +01:00  full
                    2026-03-29 03:00 +02:00  schema
                    2026-03-30 02:00 Z  full
            """);
  }

  private static String text(String verdict, List<Preview.Look> looks) {
    return text(preview(verdict, looks));
  }

  private static String text(Preview preview) {
    return new PreviewText(preview, PLAIN).text("1.0", "backstay run shop");
  }

  private static Preview preview(String verdict, List<Preview.Look> looks) {
    return preview("offline", verdict, looks);
  }

  private static Preview preview(String mode, String verdict, List<Preview.Look> looks) {
    return new Preview(
        new Preview.Plan("shop", null, "Backup", "plans/shop.backup.yaml", "sha256:00"),
        new Preview.Run("full", "me", "here", "now", "20260213_0404??/"),
        mode,
        verdict,
        "0123-4567-89ab",
        looks,
        Map.of(),
        steps(),
        null,
        List.of(),
        List.of(),
        List.of(new Preview.Objective("RPO", 86_400, "tight", "no room")),
        List.of("mail"),
        List.of(),
        List.of(),
        null,
        List.of(
            new Preview.Due("2026-03-28T02:00+01:00", "full"),
            new Preview.Due("2026-03-29T03:00+02:00", "schema"),
            new Preview.Due("2026-03-30T02:00Z", "full")),
        new Preview.Summary(2, 0, 0, 0, 0, 1, 0, 1, looks.size()));
  }

  private static List<Preview.Row> steps() {
    Estimate estimate = new Estimate(41, 55, 327_155_712L, 0.03, 7);
    Effect dump = new Effect(Action.CREATE, "postgres.dump", "");
    Effect stop = new Effect(Action.INTERRUPT, "app", "stops app");
    Effect archive = new Effect(Action.CREATE, "a.tar", "");
    Effect program = new Effect(Action.UNKNOWN, "curl", "runs curl");
    return List.of(
        new Preview.Row("dump", "dump", 0, 1, "will-run", null, List.of(dump), estimate),
        new Preview.Row(
            "stop", "stop-container", 0, 2, "skipped", "vars.quiesce", List.of(stop), null),
        new Preview.Row("both", "parallel", 0, 3, "will-run", null, List.of(), null),
        new Preview.Row("a", "tar", 1, 4, "will-run", null, List.of(archive), null),
        new Preview.Row("b", "exec", 1, 5, "may-run", "steps.a.size > 3", List.of(program), null));
  }
}
