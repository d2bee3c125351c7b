package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Units are stopped and started again, by systemd itself. */
@Tag("docker")
@Needs("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SystemdTest {
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

  /** While it does not run there is a file that says so, where the archive is made of. */
  private static final String UNIT =
      """
      [Service]
      ExecStartPre=/usr/bin/test ! -e PROJECT/broken
      ExecStart=START
      ExecStartPost=/usr/bin/rm -f PROJECT/data/stopped
      ExecStopPost=/usr/bin/touch PROJECT/data/stopped
      TimeoutStopSec=infinity
      """;

  private static final String WILLING = "/usr/bin/sleep infinity";
  private static final String STUBBORN = "/usr/bin/env --ignore-signal=TERM sleep infinity";

  @TempDir static Path project;
  private @SuppressWarnings("NullAway.Init") SystemdHost host;

  @BeforeAll
  void start() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Files.createDirectory(project.resolve("data"));
    Files.createDirectory(project.resolve("plans"));
    Files.createDirectory(project.resolve("backups"));
    host = new SystemdHost(project);
  }

  @AfterAll
  void end() {
    host.close();
  }

  @BeforeEach
  void aServiceThatRuns() throws IOException {
    Files.deleteIfExists(project.resolve("broken"));
    Files.writeString(project.resolve("data/a"), "a");
    plan("app");
    service(WILLING);
  }

  private void service(String start) {
    String unit = UNIT.replace("PROJECT", project.toString()).replace("START", start);
    host.write("/etc/systemd/system/app.service", unit);
    host.said("systemctl", "daemon-reload");
    host.said("sh", "-c", "systemctl kill -s KILL app; systemctl reset-failed app; true");
    host.said("systemctl", "restart", "app");
  }

  private static void plan(String unit) throws IOException {
    Files.writeString(project.resolve("plans/app.backup.yaml"), PLAN.replace("UNIT", unit));
  }

  private String property(String name) {
    return host.said("systemctl", "show", "app", "--value", "--property=" + name);
  }

  /** Whether the newest set was made while the service did not run. */
  private boolean madeWhileItWasDown() {
    return host.said(
            "sh",
            "-c",
            "tar -I zstd -tf $(ls -t '" + project + "'/backups/*/data.tar.zst | head -1)")
        .contains("stopped");
  }

  @Test
  void whatRanIsStoppedAndStartedAgain() {
    String before = property("InvocationID");

    host.backstay("run", "app").expect(0);

    assertThat(madeWhileItWasDown()).isTrue();
    assertThat(property("ActiveState")).isEqualTo("active");
    assertThat(property("InvocationID")).isNotEqualTo(before);
  }

  @Test
  void whatDidNotRunIsLeftAlone() {
    host.said("systemctl", "stop", "app");

    host.backstay("run", "app").expect(0);

    assertThat(property("ActiveState")).isEqualTo("inactive");
  }

  @Test
  void whatDoesNotEndIsKilled() {
    service(STUBBORN);
    String process = property("MainPID");

    host.backstay("run", "app").expect(0);

    assertThat(madeWhileItWasDown()).isTrue();
    assertThat(property("ActiveState")).isEqualTo("active");
    assertThat(property("MainPID")).isNotEqualTo(process);
  }

  @Test
  void afterAFailureItIsStarted() throws IOException {
    plan("app.service");
    String before = property("InvocationID");
    Path data = project.resolve("data");
    Path away = Files.move(data, project.resolve("away"), StandardCopyOption.ATOMIC_MOVE);
    try {
      host.backstay("run", "app").expect(1);
    } finally {
      Files.move(away, data);
    }

    assertThat(property("ActiveState")).isEqualTo("active");
    assertThat(property("InvocationID")).isNotEqualTo(before);
  }

  @Test
  void aUnitThatDoesNotComeBackIsForPeople() throws IOException {
    Files.createFile(project.resolve("broken"));

    String said = host.backstay("run", "app").expect(5).out();

    assertThat(said).contains("Job for app.service failed");
    assertThat(property("ActiveState")).isEqualTo("failed");
    Files.delete(project.resolve("broken"));
    Matcher advice = Pattern.compile("backstay resume (\\S+)").matcher(said);
    assertThat(advice.find()).isTrue();
    // The guard tries as well; whoever comes while it does is asked to look again.
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> host.backstay("resume", advice.group(1), "--undo-only").expect(0));
    assertThat(property("ActiveState")).isEqualTo("active");
  }

  @Test
  void aUnitNobodyKnowsIsNotStopped() throws IOException {
    String before = property("InvocationID");
    plan("gone");

    assertThat(host.backstay("run", "app").expect(1).out()).contains("no unit `gone.service`");
    assertThat(property("InvocationID")).isEqualTo(before);
  }
}
