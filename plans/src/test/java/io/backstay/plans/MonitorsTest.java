package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to hold between runs, and what the status says when it does not. */
final class MonitorsTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      vars: {picky: false}
      sources:
        pages: {files: data}
      stores:
        near: {directory: {path: near, create: true}}
      steps:
        - tar: {source: pages, to: pages.tar.zst}
        - upload: near
      monitors:
        - last-run: succeeded
          alert: BackupFailed
        - age: {max: 26h}
        - count: {min: 1}
        - failure-rate: {max: 50%, over: 30d}
          severity: warning
          alert: BackupUnsteady
        - success-rate: {min: 50%, over: 30d}
          severity: warn
        - size: {of: set, max: 1KB, drift: 50%}
        - free-space: {store: near, min: 100%}
          severity: warn
          when: vars.picky == 'true'
      """;

  @TempDir Path project;
  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsAPlan() throws IOException {
    Files.createDirectory(project.resolve("plans"));
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(project.resolve("plans/shop.backup.yaml"), BACKUP);
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a page");
    cli = new Cli(project, state);
  }

  @Test
  void theStatusSaysWhatDoesNotHold() throws IOException {
    assertThat(cli.run("status").expect(4).out())
        .contains("BackupFailed: no run has ended yet", "age: there is no set")
        .doesNotContain("BackupUnsteady");

    cli.run("run", "shop").expect(0);
    assertThat(cli.run("status").expect(0).out()).startsWith("ok");

    Files.move(project.resolve("data"), project.resolve("gone"));
    cli.run("run", "shop").expect(1);
    assertThat(cli.run("status").expect(4).out())
        .contains("TROUBLE", "BackupFailed: the last run", "ended failed")
        .doesNotContain("BackupUnsteady");
    cli.run("run", "shop").expect(1);
    JsonNode alarms =
        new ObjectMapper()
            .readTree(cli.run("status", "-o", "json").expect(4).out())
            .at("/plans/0/alarms");
    assertThat(alarms.findValuesAsText("alert")).contains("BackupFailed", "BackupUnsteady");
    assertThat(alarms.findValuesAsText("what")).contains("2 of 3 runs of the last 30 d failed");
  }

  @Test
  void aWarningIsSaidAndIsNoTrouble() {
    cli.run("run", "shop").expect(0);
    Cli.Result status = cli.run("status", "--var", "picky=true").expect(0);
    assertThat(status.out()).startsWith("warning").contains("free-space (warning): ");
    cli.run("status", "--var", "picky=true", "--strict").expect(4);
  }

  @Test
  void aSetIsComparedWithThoseBeforeIt() throws IOException {
    cli.run("run", "shop").expect(0);
    Files.writeString(project.resolve("data/b"), "another page, and longer");
    Path large = project.resolve("data/large");
    byte[] noise = new byte[700];
    new java.util.Random(1).nextBytes(noise);
    Files.write(large, noise);
    cli.run("run", "shop").expect(0);
    assertThat(cli.run("status").expect(4).out()).contains("size: the size of `set` is");
  }
}
