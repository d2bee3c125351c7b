package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program did is taken back by the program the plan names, whatever ends the run. */
final class ExecUndoTest {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      secrets: {token: [env: SHOP_TOKEN]}
      sources:
        pages: {files: data}
      stores:
        near: {directory: {path: sets, create: true}}
      steps:
        - exec:
            run: [sh, -c, 'touch paused; test $(printf %s "$TOKEN" | wc -c) = 14']
            secret-env: {TOKEN: '${secrets.token}'}
            undo: [sh, -c, 'rm -f paused; echo "$PLACE" $(printf %s "$TOKEN" | wc -c) >> undone']
            env: {PLACE: here}
          id: pause
        - tar: {source: pages, to: pages.tar.zst}
        - exec: [sh, -c, 'NEXT']
          id: next
        - upload: near
      """;

  @TempDir Path project;
  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsSomethingToBackUp() throws IOException {
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a");
    cli = new Cli(project, state).with("SHOP_TOKEN", "a-secret-token");
  }

  @Test
  void aLaterFailureRunsIt() throws IOException {
    plan("exit 3");

    cli.run("run", "shop").expect(1);

    assertThat(project.resolve("paused")).doesNotExist();
    assertThat(project.resolve("undone")).hasContent("here 14\n");
    assertThat(journals()).contains("run-undo").doesNotContain("a-secret-token");
  }

  @Test
  void itsOwnFailureRunsItToo() throws IOException {
    plan("true");

    cli.with("SHOP_TOKEN", "another-token").run("run", "shop").expect(1);

    assertThat(project.resolve("paused")).doesNotExist();
    assertThat(project.resolve("undone")).exists();
  }

  @Test
  void aRunThatEndsWellKeepsWhatWasDone() throws IOException {
    plan("true");

    cli.run("run", "shop").expect(0);

    assertThat(project.resolve("paused")).exists();
    assertThat(project.resolve("undone")).doesNotExist();
    cli.run("status").expect(0);
  }

  @Test
  void whenItFailsSomebodyIsCalled() throws IOException {
    plan("mkdir undone; exit 3");

    Cli.Result result = cli.run("run", "shop").expect(5);

    assertThat(result.out() + result.err()).contains("the undo of a program failed");
  }

  @Test
  void afterACrashTheNextCommandRunsIt() throws IOException {
    plan("touch there; sleep 600");
    Process run = cli.start(state.resolve("out"), "run", "shop");
    await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(project.resolve("there")));

    run.descendants().forEach(ProcessHandle::destroyForcibly);
    run.destroyForcibly();
    await().until(() -> !run.isAlive());
    cli.run("resume", "--undo-only");

    assertThat(project.resolve("paused")).doesNotExist();
    assertThat(project.resolve("undone")).hasContent("here 14\n");
  }

  @Test
  void aPreviewPromisesIt() throws IOException {
    plan("true");

    assertThat(cli.run("preview", "shop", "--offline").expect(0).out())
        .contains("on any failure from step `pause` on: taken back by sh -c ");
    assertThat(project.resolve("paused")).doesNotExist();
  }

  private void plan(String next) throws IOException {
    Files.writeString(project.resolve("shop.backup.yaml"), PLAN.replace("NEXT", next));
  }

  private String journals() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
