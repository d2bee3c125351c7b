package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/**
 * A container is removed and made anew while backstay is dead: the same in every way but its id, or
 * under another name in the same place of its Compose project.
 */
@Tag("docker")
@Needs("docker")
final class RecreatedTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: anew
      sources: {data: {files: data}}
      services: {web: SERVICE}
      stores: {local: {directory: {path: backups, create: true}}}
      vars: {wait: {default: 0}}
      steps:
        - stop-container: {service: web, grace: 1s}
        - exec: [sleep, '${vars.wait}']
        - tar: {source: data, to: data.tar.zst}
        - upload: local
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: anew
      plan: ./anew.backup.yaml
      backup: {from: local, pick: latest}
      steps:
        - stop-container: {service: web, grace: 1s}
        - fetch
        - untar: {artifact: data.tar.zst, previous: {keep: 24h}}
      """;

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;

  private final DockerClient docker = DockerClientFactory.instance().client();
  private final String name = "anew-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> made = new ArrayList<>();
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(project, state);
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("file"), "content");
    Files.writeString(project.resolve("anew.restore.yaml"), RESTORE);
    start(make(name));
  }

  @AfterEach
  void remove() {
    List.copyOf(made).forEach(this::remove);
  }

  private void byName() throws IOException {
    plan("{container: " + name + "}");
  }

  private void byPlace() throws IOException {
    plan("{compose: {project: %s, services: [web]}}".formatted(name));
  }

  private void plan(String service) throws IOException {
    Files.writeString(project.resolve("anew.backup.yaml"), BACKUP.replace("SERVICE", service));
  }

  /** A container in the place of the first one, not started. */
  private String make(String called) {
    String id =
        docker
            .createContainerCmd("busybox:latest")
            .withName(called)
            .withCmd("sleep", "100000")
            .withLabels(
                Map.of("com.docker.compose.project", name, "com.docker.compose.service", "web"))
            .exec()
            .getId();
    made.add(id);
    return id;
  }

  private String start(String id) {
    docker.startContainerCmd(id).exec();
    return id;
  }

  private void remove(String id) {
    made.remove(id);
    docker.removeContainerCmd(id).withForce(true).exec();
  }

  private String madeAnew(String called) {
    remove(made.getFirst());
    return make(called);
  }

  private ContainerState state(String id) {
    return docker.inspectContainerCmd(id).exec().getState();
  }

  private boolean runs(String id) {
    return Boolean.TRUE.equals(state(id).getRunning());
  }

  /** A run that has stopped the container and waits. */
  private Process waiting() throws IOException {
    Path out = scratch.resolve("out");
    Process run = cli.start(out, "run", "anew.backup.yaml", "--var", "wait=600");
    await().atMost(PATIENCE).until(() -> !runs(made.getFirst()) || !run.isAlive());
    assertThat(run.isAlive()).as(Files.readString(out)).isTrue();
    return run;
  }

  private static ProcessHandle guard(Process run) {
    return run.descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("run.guard.Guard"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsGuardStartsTheOneOfTheSameName() throws Exception {
    byName();
    Process run = waiting();
    String guard = String.valueOf(guard(run).pid());
    Tool.run(project, "kill", "-STOP", guard);
    run.destroyForcibly().waitFor();
    String anew = madeAnew(name);
    Tool.run(project, "kill", "-CONT", guard);

    await().atMost(PATIENCE).until(() -> runs(anew));
    await().atMost(PATIENCE).until(() -> cli.run("list", "--runs").out().contains("interrupted"));
  }

  @Test
  void resumeStartsTheOneInItsPlace() throws Exception {
    byPlace();
    Process run = waiting();
    ProcessHandle guard = guard(run);
    guard.destroyForcibly();
    run.destroyForcibly().waitFor();
    await().atMost(PATIENCE).until(() -> !guard.isAlive());
    String anew = madeAnew(name + "-again");

    cli.run("resume", "--undo-only").expect(0);
    assertThat(runs(anew)).isTrue();
  }

  @Test
  void undoStopsAndStartsTheOneInItsPlace() throws Exception {
    byPlace();
    cli.run("run", "anew.backup.yaml").expect(0);
    Path file = project.resolve("data/file");
    Files.writeString(file, "written since");
    cli.run("restore", "anew.restore.yaml", "--confirm", "anew").expect(0);
    assertThat(file).hasContent("content");
    String anew = start(madeAnew(name + "-again"));
    String before = state(anew).getStartedAt();

    String restore = new Victim(cli, state, scratch.resolve("out")).lastRun();
    cli.run("undo", restore, "--confirm", "anew").expect(0);
    assertThat(file).hasContent("written since");
    assertThat(runs(anew)).isTrue();
    assertThat(state(anew).getStartedAt()).as("was stopped meanwhile").isNotEqualTo(before);
  }
}
