package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that have to do with the same places, by whatever names, never run at the same time. */
final class ExclusionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: NAME
      sources: {data: {files: SOURCE}}
      stores: {local: {directory: {path: STORE, create: true}}}
      set: {path: '${run.stamp}/'}
      MORE
      steps:
        - exec: [ENTER, NAME]
        - tar: {source: data, to: data.tar.zst}
        - upload: local
      """;

  /** Says that it is there, and stays until it may go. */
  private static final String ENTER =
      "#!/bin/sh\n: > \"$1.there\"\nwhile [ ! -e \"$1.go\" ]; do sleep 0.05; done\n";

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void prepare() throws IOException {
    cli = new Cli(project, state);
    Files.createFile(project.resolve("backstay.yaml"));
    Files.createDirectories(project.resolve("data/inner"));
    Files.createSymbolicLink(project.resolve("link"), Path.of("data"));
    Path enter = Files.writeString(project.resolve("enter"), ENTER);
    assertThat(enter.toFile().setExecutable(true)).isTrue();
    plan("outer", "data", "one", "");
  }

  @AfterEach
  void letEverybodyGo() throws IOException {
    go("outer");
  }

  private void plan(String name, String source, String store, String more) throws IOException {
    Files.writeString(
        project.resolve(name + ".backup.yaml"),
        PLAN.replace("NAME", name)
            .replace("SOURCE", source)
            .replace("STORE", store)
            .replace("MORE", more)
            .replace("ENTER", project.resolve("enter").toString()));
  }

  private void go(String name) throws IOException {
    Files.writeString(project.resolve(name + ".go"), "");
  }

  private Process outerIsThere() throws IOException {
    Process run = cli.start(scratch.resolve("out"), "run", "outer.backup.yaml");
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(project.resolve("outer.there")) || !run.isAlive());
    assertThat(run.isAlive()).as(Files.readString(scratch.resolve("out"))).isTrue();
    return run;
  }

  @Test
  void whateverTheyAreCalled() throws Exception {
    plan("below", "data/inner", "two", "");
    plan("linked", "link/inner", "three", "");
    plan("stored", "elsewhere/", "one/deeper", "");
    plan("apart", "elsewhere", "four", "");
    Files.createDirectory(project.resolve("elsewhere"));
    Process outer = outerIsThere();

    for (String name : new String[] {"below", "linked", "stored"}) {
      assertThat(cli.run("run", name + ".backup.yaml").expect(6).err()).contains("busy: run 2");
    }
    cli.run("verify", "outer.backup.yaml", "--accept").expect(6);
    go("apart");
    cli.run("run", "apart.backup.yaml").expect(0);

    go("outer");
    assertThat(outer.waitFor()).isZero();
    go("below");
    cli.run("run", "below.backup.yaml").expect(0);
  }

  @Test
  void aPlanWaitsAsLongAsItSays() throws Exception {
    plan("below", "data/inner", "two", "lock: {wait: 2m}");
    go("below");
    Process outer = outerIsThere();
    Process below = cli.start(scratch.resolve("below"), "run", "below.backup.yaml");
    await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(scratch.resolve("below")).contains("backstay"));
    assertThat(below.isAlive()).isTrue();

    go("outer");

    assertThat(outer.waitFor()).isZero();
    assertThat(below.waitFor()).as(Files.readString(scratch.resolve("below"))).isZero();
  }
}
