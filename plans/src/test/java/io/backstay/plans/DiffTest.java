package io.backstay.plans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of plans in a real repository. */
final class DiffTest {
  private static final String PLAN = "plans/quickstart.backup.yaml";

  @TempDir Path project;
  @TempDir Path state;

  private @SuppressWarnings("NullAway.Init") WarmCli warm;

  @BeforeEach
  void thereIsARepository() throws IOException {
    Quickstart.copyTo(project);
    git("init", "-q", "-b", "main");
    git("config", "user.email", "ops@example.org");
    git("config", "user.name", "ops");
    commit("first");
    warm = new WarmCli(project, Map.of("BACKSTAY_STATE_DIR", state.toString()));
  }

  @AfterEach
  void end() {
    warm.close();
  }

  private void commit(String message) throws IOException {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  }

  private void git(String... words) throws IOException {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(words));
    Process process =
        new ProcessBuilder(argv).directory(project.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      assertThat(process.waitFor()).as(said).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer run(String... words) {
    return warm.run(List.of(words));
  }

  private void edit(String file, String old, String now) throws IOException {
    Path path = project.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(old);
    Files.writeString(path, text.replace(old, now));
  }

  @Test
  void nothingChanged() {
    assertThat(run("diff", "main").expect(0).out()).contains("no change in what plans say");
  }

  @Test
  void whatIsHereComparedWithACommit() throws IOException {
    edit(PLAN, "- upload: local", "- upload: local\n    on-error: warn");
    assertThat(run("diff", "main").expect(0).out())
        .contains("LESS PROTECTION", "+ steps.upload local.on-error", "1 × less protection");
    run("diff", "main", "--fail-on", "less-protection,security").expect(10);
    run("diff", "main", "--fail-on", "security").expect(0);
    run("diff", "main", "plans/quickstart.restore.yaml", "--fail-on", "less-protection").expect(0);
  }

  @Test
  void twoCommitsWhateverIsHere() throws IOException {
    git("rm", "-q", "plans/quickstart.restore.yaml");
    git("rm", "-q", "-r", "drills");
    commit("who needs restores");
    edit(PLAN, "- upload: local", "- upload: local\n    on-error: warn");
    String said = run("diff", "HEAD~1", "HEAD").expect(0).out();
    assertThat(said)
        .contains("quickstart.restore.yaml", "- the plan", "what it did is not done any more")
        .doesNotContain("on-error");
    assertThat(run("diff", "HEAD", "HEAD~1").expect(0).out()).contains("+ the plan");
  }

  @Test
  void forMachinesAndForComments() throws IOException {
    edit(PLAN, "- upload: local", "- upload: local\n    on-error: warn");
    JsonNode plan =
        new ObjectMapper().readTree(run("diff", "main", "-o", "json").expect(0).out()).path(0);
    assertThat(plan.path("plan").asText()).isEqualTo(PLAN);
    assertThat(plan.at("/changes/0/effect").asText()).isEqualTo("less-protection");
    assertThat(plan.at("/changes/0/at").asText()).startsWith(PLAN + ":");
    assertThat(run("diff", "main", "-o", "markdown").expect(0).out())
        .contains("### 🔴 1 × less protection", "| steps.upload local.on-error |");
    assertThat(run("diff", "main", "-o", "github", "--fail-on", "less-protection").expect(10).out())
        .contains("::error file=" + PLAN + ",line=");
  }

  @Test
  void twoFiles() throws IOException {
    Path old = project.resolve("old.backup.yaml");
    Files.copy(project.resolve(PLAN), old);
    edit(PLAN, "- upload: local", "- upload: local\n    on-error: warn");
    assertThat(run("diff", "old.backup.yaml", PLAN).expect(0).out()).contains("LESS PROTECTION");
  }

  @Test
  void whatIsNotValidIsRefusedAndWhatWasNotIsSaid() throws IOException {
    edit(PLAN, "- upload: local", "- uplaod: local");
    assertThat(run("diff", "main").expect(2).err()).contains("did you mean `upload`");
    commit("broken");
    edit(PLAN, "- uplaod: local", "- upload: local");
    assertThat(run("diff", "HEAD").expect(0).out()).contains("~ the plan", "not valid → valid");
  }

  @Test
  void mistakesOnTheCommandLine() {
    assertThat(run("diff").expect(2).err()).contains("nothing to compare with");
    assertThat(run("diff", "nothing").expect(2).err()).contains("`nothing` is no revision");
    assertThat(run("diff", "--", "--output=x").expect(2).err()).contains("is no revision");
    assertThat(run("diff", "main", "nothing.yaml").expect(2).err()).contains("neither version");
    assertThat(run("diff", "main", "--fail-on", "les-protection").expect(2).err())
        .contains("did you mean `less-protection`?");
  }

  @Test
  void outsideOfARepository() throws IOException {
    try (WarmCli away = new WarmCli(state, Map.of("BACKSTAY_STATE_DIR", state.toString()))) {
      assertThat(away.run(List.of("diff", "main")).expect(2).err())
          .contains("is in no Git repository");
    }
  }
}
