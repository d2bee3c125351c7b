package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that points an application at something else, and what takes that back. */
@Tag("root")
@Needs("root")
final class SetEnvTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      secrets: {url: [env: NEW_URL]}
      sources:
        pages: {files: data}
      stores:
        near: {directory: {path: near, create: true}}
      steps:
        - tar: {source: pages, to: pages.tar.zst}
        - upload: near
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: shop
      plan: ./shop.backup.yaml
      backup: {from: near, pick: latest}
      steps:
        - fetch: all
        - untar: {artifact: pages.tar.zst, into: pages, previous: {keep: 24h}}
        - set-env: {file: app.env, key: DATABASE_URL, value: '${secrets.url}'}
        - set-env: {file: app.env, key: CACHE, value: 'on'}
          id: cache
        - exec: {run: [sh, after.sh]}
      """;

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: shop
      plan: ./shop.backup.yaml
      restore: ./shop.restore.yaml
      backup: {from: near, pick: latest}
      scratch: {pages: {directory: {}}}
      bind: {pages: scratch.pages}
      verify:
        - files: {in: pages}
      """;

  private static final String OLD = "postgresql://old:hunter2@db/app";
  private static final String NEW = "postgresql://new:s3cret&more@db/app_restored?ssl=on";
  private static final byte[] ENV =
      ("# settings \u00e9\r\nA=1\r\n export DATABASE_URL=\"" + OLD + "\" # live\r\n\r\nB='2'")
          .getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsASet() throws IOException {
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(project.resolve("shop.backup.yaml"), BACKUP);
    Files.writeString(project.resolve("shop.restore.yaml"), RESTORE);
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a page");
    Files.write(project.resolve("app.env"), ENV);
    Files.setAttribute(project.resolve("app.env"), "unix:mode", 0640);
    Files.setAttribute(project.resolve("app.env"), "unix:uid", 1234);
    after("exit 0");
    cli =
        new Cli(project, state)
            .with("NEW_URL", NEW)
            .with("BACKSTAY_SCRATCH_DIR", scratch.toString())
            .with("DOCKER_HOST", "unix:///nowhere");
    cli.run("run", "shop").expect(0);
  }

  @Test
  void oneLineChangesAndUndoPutsItBack() throws IOException {
    String out = cli.run("restore", "shop").expect(0).out();

    assertThat(Files.readString(project.resolve("app.env"), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "# settings \u00e9\r\nA=1\r\n export DATABASE_URL='"
                + NEW
                + "'\r\n\r\nB='2'\r\nCACHE=on\r\n");
    assertThat(Files.getAttribute(project.resolve("app.env"), "unix:uid")).isEqualTo(1234);
    assertThat((int) Files.getAttribute(project.resolve("app.env"), "unix:mode") & 07777)
        .isEqualTo(0640);
    assertThat(beside())
        .hasSize(2)
        .allSatisfy(
            kept ->
                assertThat((int) Files.getAttribute(kept, "unix:mode") & 07777).isEqualTo(0600));
    assertThat(out + said()).doesNotContain("hunter2", "s3cret");

    Path kept = beside().getFirst();
    Files.move(kept, state.resolve("kept"));
    assertThat(cli.run("undo", lastRun(), "--confirm", "shop").expect(1).err())
        .contains("R153", kept + "` is gone");
    Files.move(state.resolve("kept"), kept);
    cli.run("undo", lastRun(), "--confirm", "shop").expect(0);

    assertThat(Files.readString(project.resolve("app.env"), StandardCharsets.ISO_8859_1))
        .isEqualTo(new String(ENV, StandardCharsets.ISO_8859_1) + "\r\n");
    assertThat(beside()).isEmpty();

    Files.writeString(project.resolve("shop.drill.yaml"), DRILL);
    assertThat(cli.run("preview", "shop.drill.yaml").expect(0).out())
        .contains("it changes a setting that is real");
    cli.run("drill", "shop").expect(0);
    assertThat(Files.readString(project.resolve("app.env"), StandardCharsets.ISO_8859_1))
        .doesNotContain(NEW);
  }

  @Test
  void aFailureAndACrashPutTheLineBack() throws Exception {
    after("exit 1");
    cli.run("restore", "shop").expect(1);
    assertUntouched();

    after("sleep 60");
    Victim victim = new Victim(cli, state, project.resolve("output"));
    assertThat(victim.dieAt(16, "restore", "shop")).isTrue();
    assertThat(Files.readString(project.resolve("app.env"), StandardCharsets.ISO_8859_1))
        .contains(NEW);
    cli.run("resume", "--undo-only");
    assertUntouched();

    Files.writeString(project.resolve("app.env"), "DATABASE_URL=1\nDATABASE_URL=2\n");
    assertThat(cli.run("restore", "shop").expect(1).out())
        .contains("sets `DATABASE_URL` more than once");
    assertThat(project.resolve("app.env")).hasContent("DATABASE_URL=1\nDATABASE_URL=2\n");
  }

  private void assertUntouched() throws IOException {
    assertThat(Files.readString(project.resolve("app.env"), StandardCharsets.ISO_8859_1))
        .isEqualTo(new String(ENV, StandardCharsets.ISO_8859_1) + "\r\n");
    assertThat(beside()).isEmpty();
    assertThat(said()).doesNotContain("hunter2", "s3cret");
    Files.write(project.resolve("app.env"), ENV);
  }

  private List<Path> beside() throws IOException {
    try (Stream<Path> files = Files.list(project)) {
      return files.filter(it -> it.getFileName().toString().startsWith(".app.env")).toList();
    }
  }

  /** Everything the engine has written down. */
  private String said() throws IOException {
    return String.join("\n", DrillSite.tree(state).values());
  }

  private String lastRun() throws IOException {
    return new Victim(cli, state, project).lastRun();
  }

  private void after(String script) throws IOException {
    Files.writeString(project.resolve("after.sh"), script);
  }
}
