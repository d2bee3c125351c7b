package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is asked of systemctl, and what is made of its answers. systemd itself runs on no host of
 * these tests: a script stands in for its client, and says what the real one says.
 */
final class SystemdTest {
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      for word; do
        case $word in show|stop|kill|start) verb=$word;; esac
        unit=$word
      done
      echo "$verb $unit" >> DIR/asked
      case $verb in
        show)
          if [ "$unit" = gone.service ]; then echo LoadState=not-found; else echo LoadState=loaded; fi
          echo "ActiveState=$(cat DIR/state)" ;;
        stop) [ -e DIR/stubborn ] || echo inactive > DIR/state ;;
        kill) echo failed > DIR/state ;;
        start)
          if [ -e DIR/broken ]; then echo "Job for $unit failed." >&2; exit 1; fi
          echo active > DIR/state ;;
      esac
      """;

  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: app
      sources:
        data: {files: data}
      services:
        app: {systemd: UNIT}
      stores:
        local: {directory: {path: backups, create: true}}
      steps:
        - stop-service: {service: app, grace: 1s}
        - tar: {source: data, to: data.tar.zst}
        - restart: {service: app, wait: running}
        - upload: local
      """;

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path host;

  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void prepare() throws IOException {
    Path script =
        Files.writeString(host.resolve("systemctl"), SYSTEMCTL.replace("DIR", host.toString()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(host.resolve("state"), "active");
    Files.createFile(project.resolve("backstay.yaml"));
    Files.createDirectory(project.resolve("data"));
    Files.writeString(project.resolve("data/a"), "a");
    Files.createDirectory(project.resolve("plans"));
    plan("app");
    cli = new Cli(project, state).with("PATH", host + ":" + System.getenv("PATH"));
  }

  private void plan(String unit) throws IOException {
    Files.writeString(project.resolve("plans/app.backup.yaml"), PLAN.replace("UNIT", unit));
  }

  /** What was asked, questions left out. */
  private List<String> asked() throws IOException {
    return Files.readAllLines(host.resolve("asked")).stream()
        .filter(line -> !line.startsWith("show"))
        .toList();
  }

  private String active() throws IOException {
    return Files.readString(host.resolve("state")).strip();
  }

  @Test
  void whatRanIsStoppedAndStartedAgain() throws IOException {
    cli.run("run", "app").expect(0);

    assertThat(asked()).containsExactly("stop app.service", "start app.service");
    assertThat(active()).isEqualTo("active");
  }

  @Test
  void whatDidNotRunIsLeftAlone() throws IOException {
    Files.writeString(host.resolve("state"), "inactive");

    cli.run("run", "app").expect(0);

    assertThat(asked()).doesNotContain("start app.service");
    assertThat(active()).isEqualTo("inactive");
  }

  @Test
  void whatDoesNotEndIsKilled() throws IOException {
    Files.createFile(host.resolve("stubborn"));

    cli.run("run", "app").expect(0);

    assertThat(asked())
        .containsExactly("stop app.service", "kill app.service", "start app.service");
  }

  @Test
  void afterAFailureItIsStarted() throws IOException {
    plan("app.service");
    Files.delete(project.resolve("data/a"));
    Files.delete(project.resolve("data"));

    cli.run("run", "app").expect(1);

    assertThat(asked()).containsExactly("stop app.service", "start app.service");
    assertThat(active()).isEqualTo("active");
  }

  @Test
  void aUnitThatDoesNotComeBackIsForPeople() throws IOException {
    Files.createFile(host.resolve("broken"));

    assertThat(cli.run("run", "app").expect(5).out()).contains("Job for app.service failed");
  }

  @Test
  void aUnitNobodyKnowsIsNotStopped() throws IOException {
    plan("gone");

    assertThat(cli.run("run", "app").expect(1).out()).contains("no unit `gone.service`");
    assertThat(asked()).isEmpty();
  }
}
