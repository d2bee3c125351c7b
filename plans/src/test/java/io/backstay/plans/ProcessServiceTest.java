package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that only commands look after: a web server of the JDK, and worse. */
final class ProcessServiceTest {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: app
      sources:
        data: {files: data}
      services:
        app:
          process:
            start: [./server]
            stop: [sh, -c, 'kill "$(cat app.pid)"']
            running: [sh, -c, 'RUNS']
            log: app.log
          health: http://127.0.0.1:PORT/
      stores:
        local: {directory: {path: backups, create: true}}
      steps:
        - stop-service: {service: app, grace: 1s}
        - exec: {run: [sh, -c, 'RUNS'], expect: [1]}
        - tar: {source: data, to: data.tar.zst}
        - id: slowly
          exec: {run: [sh, -c, 'touch reached; while [ -e slow ]; do sleep 0.1; done']}
        - restart: {service: app, wait: WAIT}
        - upload: local
      """;

  /** Not {@code kill -0}: that is fine with what has ended and was not yet buried. */
  private static final String RUNS = "[ -e app.pid ] && [ -e \"/proc/$(cat app.pid)/exe\" ]";

  private static final String SERVER = "exec SERVER -b 127.0.0.1 -p PORT -d \"$PWD/data\"";
  private static final String STUBBORN = "exec env --ignore-signal=TERM sleep infinity";

  @TempDir Path project;
  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));
  private String port = "";

  @BeforeEach
  void aProject() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a");
    cli = new Cli(project, state);
    try (ServerSocket free = new ServerSocket(0)) {
      port = String.valueOf(free.getLocalPort());
    }
    plan("healthy", "");
    app(SERVER);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    running().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
  }

  private void plan(String wait, String more) throws IOException {
    Files.writeString(
        project.resolve("app.backup.yaml"),
        PLAN.replace("log: app.log", "log: app.log" + more)
            .replace("PORT", port)
            .replace("WAIT", wait)
            .replace("RUNS", RUNS));
  }

  /** What is started: it says who it is, and becomes this. */
  private void app(String last) throws IOException {
    String server = Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
    Path app = project.resolve("server");
    Files.writeString(
        app,
        "#!/bin/sh\necho $$ > app.pid\n"
            + last.replace("SERVER", server).replace("PORT", port)
            + "\n");
    Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwx------"));
  }

  private long start() throws IOException {
    Tool.run(project, "sh", "-c", "setsid --fork ./server < /dev/null > /dev/null 2>&1");
    await().until(() -> running().isPresent());
    return running().orElseThrow();
  }

  private Optional<Long> running() throws IOException {
    Path file = project.resolve("app.pid");
    String pid = Files.exists(file) ? Files.readString(file).strip() : "";
    return pid.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(pid)).filter(this::lives);
  }

  private boolean lives(long pid) {
    return Files.exists(Path.of("/proc/" + pid + "/exe"));
  }

  @Test
  void whatRanIsStoppedAndStartedAgain() throws IOException {
    long before = start();

    assertThat(cli.run("preview", "app").expect(0).out()).contains("process `./server`");
    cli.run("run", "app").expect(0);

    assertThat(lives(before)).isFalse();
    assertThat(running()).isPresent();
    cli.run("run", "app").expect(0);
  }

  @Test
  void whatDidNotRunIsNotStarted() throws IOException {
    cli.run("run", "app").expect(0);

    assertThat(running()).isEmpty();
  }

  @Test
  void whatDoesNotEndIsKilledIfThereIsAWay() throws IOException {
    app(STUBBORN);
    long stubborn = start();

    plan("running", "");
    assertThat(cli.run("run", "app").expect(1).out()).contains("the plan has no `kill` for it");
    assertThat(lives(stubborn)).isTrue();
    assertThat(running()).contains(stubborn);

    plan("running", "\n      kill: [sh, -c, 'kill -KILL \"$(cat app.pid)\"']");
    cli.run("run", "app").expect(0);
    assertThat(lives(stubborn)).isFalse();
    assertThat(running()).isPresent();
  }

  @Test
  void whatDoesNotComeUpAgainFailsTheRunAndSaysWhereToLook() throws IOException {
    start();
    app("echo the port is taken; exit 3");

    String out = cli.run("run", "app").expect(5).out();

    assertThat(out).contains("`./server` was started and does not run", "app.log");
    assertThat(project.resolve("app.log")).content().contains("the port is taken");
  }

  @Test
  void aRunThatIsKilledLeavesItRunning() throws Exception {
    long before = start();
    Files.createFile(project.resolve("slow"));
    Process run = cli.start(project.resolve("run.log"), "run", "app");
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(project.resolve("reached")));
    assertThat(lives(before)).isFalse();

    run.destroyForcibly();

    await().atMost(Duration.ofSeconds(60)).until(() -> running().isPresent());
    assertThat(running()).isPresent().isNotEqualTo(Optional.of(before));
  }
}
