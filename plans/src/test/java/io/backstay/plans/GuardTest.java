package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container that a plan stops is started again, whatever becomes of backstay. */
@Tag("docker")
@Needs("docker")
final class GuardTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: guarded
      sources: {data: {files: data}}
      services: {web: {container: NAME}}
      stores: {local: {directory: {path: backups, create: true}}}
      steps:
        - stop-container: {service: web, grace: 1s}
        - exec: [sleep, "600"]
        - tar: {source: data, to: data.tar.zst}
        - upload: local
      """;

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;

  private final String name = "guarded-" + UUID.randomUUID().toString().substring(0, 8);
  private final GenericContainer<?> web =
      new GenericContainer<>(DockerImageName.parse("busybox:latest"))
          .withCommand("sleep", "100000")
          .withCreateContainerCmdModifier(create -> create.withName(name));
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void start() throws IOException {
    web.start();
    cli = new Cli(project, state);
    Files.createFile(project.resolve("backstay.yaml"));
    Files.createDirectory(project.resolve("data"));
    Files.writeString(project.resolve("data/file"), "content");
    plan(PLAN);
  }

  @AfterEach
  void stop() {
    web.stop();
  }

  private void plan(String text) throws IOException {
    Files.writeString(project.resolve("guarded.backup.yaml"), text.replace("NAME", name));
  }

  private boolean runs() {
    return Boolean.TRUE.equals(
        DockerClientFactory.instance()
            .client()
            .inspectContainerCmd(web.getContainerId())
            .exec()
            .getState()
            .getRunning());
  }

  private Process stopped() throws IOException {
    Process run = cli.start(scratch.resolve("out"), "run", "guarded.backup.yaml");
    await().atMost(PATIENCE).until(() -> !runs() || !run.isAlive());
    assertThat(run.isAlive()).as(Files.readString(scratch.resolve("out"))).isTrue();
    return run;
  }

  @Test
  void itsGuardStartsItWhenTheRunIsKilled() throws Exception {
    stopped().destroyForcibly().waitFor();
    await().atMost(PATIENCE).until(this::runs);
    await().atMost(PATIENCE).until(() -> cli.run("list", "--runs").out().contains("interrupted"));
    assertThat(cli.run("resume").expect(0).err()).contains("nothing to resume");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalStartsItAtOnce(String signal, int exit) throws Exception {
    Process run = stopped();
    assertThat(cli.run("run", "guarded.backup.yaml").expect(6).err()).contains("busy: run 2");
    Tool.run(project, "kill", "-" + signal, Long.toString(run.pid()));
    assertThat(run.waitFor()).isEqualTo(exit);
    assertThat(runs()).isTrue();
  }

  @Test
  void itIsNotDownForLongerThanItMayBe() throws Exception {
    plan(PLAN.replace("grace: 1s", "grace: 1s, max-stopped: 2s"));
    Cli.Result result = cli.run("run", "guarded.backup.yaml").expect(1);
    // Where this process is too slow to do it in time, its guard does.
    assertThat(result.out())
        .containsAnyOf("longer than max-stopped allows", "another process has taken this run over");
    assertThat(runs()).isTrue();
    assertThat(cli.run("list", "guarded.backup.yaml").expect(0).out()).contains("no sets yet");
  }
}
