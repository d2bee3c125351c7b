package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is installed with cron and systemd is called by them, and ends well. */
@Tag("docker")
@Needs("docker")
final class CalledWhenDueTest {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: NAME
      sources: {notes: {files: data of NAME}}
      stores: {local: {directory: {path: 'sets of NAME', create: true}}}
      schedule: [{cron: '* * * * *'}]
      steps:
        - tar: {source: notes, to: notes.tar}
        - checksum: sha256
        - upload: local
        - verify: {in: local, checks: [archive-readable: all]}
      """;

  @TempDir Path temp;

  @Test
  void cronAndSystemdCallPlans() throws IOException {
    Path project = Files.createDirectories(temp.resolve("ops 100%"));
    Files.createFile(project.resolve("backstay.yaml"));
    Files.createDirectory(project.resolve("plans"));
    plan(project, "by-cron");
    plan(project, "by-systemd");
    try (SystemdHost host = new SystemdHost(project)) {
      host.backstay("schedule", "install", "by-cron").expect(0);
      host.backstay("schedule", "install", "by-systemd", "--format", "systemd").expect(0);

      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                assertThat(host.backstay("list", "by-cron", "-o", "json").out())
                    .contains("readable");
                assertThat(host.backstay("list", "by-systemd", "-o", "json").out())
                    .contains("readable");
              });

      assertThat(
              host.said(
                  "systemctl",
                  "show",
                  "--value",
                  "-p",
                  "Result",
                  "backstay-backup-by-systemd.service"))
          .as("%s", host.said("journalctl", "-u", "backstay-backup-by-systemd"))
          .isEqualTo("success");
      assertThat(host.said("journalctl", "-u", "backstay-backup-by-systemd"))
          .as("what to type next can be typed")
          .contains("backstay list '" + project + "/plans/by-systemd.backup.yaml'");
      host.backstay("schedule", "remove").expect(0);
      host.backstay("schedule", "remove", "--format", "systemd").expect(0);
      assertThat(host.said("sh", "-c", "crontab -l; true")).doesNotContain("backstay");
      assertThat(host.said("systemctl", "list-timers", "--all")).doesNotContain("backstay");
    }
  }

  private static void plan(Path project, String name) throws IOException {
    Files.writeString(Files.createDirectory(project.resolve("data of " + name)).resolve("a"), "a");
    Path plan = project.resolve("plans/" + name + ".backup.yaml");
    Files.writeString(plan, PLAN.replace("NAME", name));
  }
}
