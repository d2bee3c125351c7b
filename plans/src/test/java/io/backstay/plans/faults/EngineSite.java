package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A volume that is backed up while its application is stopped, on an engine of its own. */
final class EngineSite implements AutoCloseable {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: engine
      sources: {uploads: {volume: uploads}}
      services: {web: {container: web}}
      stores: {local: {directory: {path: store, create: true}}}
      set: {path: '${run.id}/', latest: latest}
      steps:
        - stop-container: {service: web, grace: 2s}
        - tar: {source: uploads, to: uploads.tar}
        - upload: local
        - verify: {in: local, checks: [checksum: all, archive-readable: uploads.tar]}
      """;

  private static final String SLOW_TO_STOP =
      "trap 'sleep 1; exit 0' TERM; while :; do sleep 0.1; done";

  private final Path home;
  private final Engine engine;
  private final Map<String, String> environment;
  private Path latest;

  /** Makes the volume and the application, and one backup. */
  EngineSite(Path home, Engine engine) throws IOException {
    this.home = home;
    this.engine = engine;
    environment = Map.of("DOCKER_HOST", engine.address());
    Files.createFile(home.resolve("backstay.yaml"));
    Files.writeString(home.resolve("engine.backup.yaml"), PLAN);
    engine.docker("volume", "create", "uploads");
    engine.docker(
        "run",
        "--rm",
        "--network=none",
        "-v",
        "uploads:/data",
        "busybox",
        "sh",
        "-c",
        "head -c 8000000 /dev/urandom > /data/large; echo small > /data/small");
    engine.docker(
        "run",
        "-d",
        "--network=none",
        "--name=web",
        "-v",
        "uploads:/data",
        "busybox",
        "sh",
        "-c",
        SLOW_TO_STOP);
    backup().expect(0);
    latest = latest();
  }

  private Path latest() throws IOException {
    return Files.readSymbolicLink(home.resolve("store/latest"));
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(Java.unarchived(home));
    command.addAll(List.of(words));
    command.addAll(List.of("--state-dir", home.resolve("state").toString()));
    return command;
  }

  Answer backup() {
    return ask(command("run", plan()));
  }

  /** A backup that is not waited for. */
  Process beginBackup() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command("run", plan()))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().putAll(environment);
    return builder.start();
  }

  Answer list() {
    return ask(command("list", plan()));
  }

  Answer resume() {
    return ask(command("resume", "--undo-only"));
  }

  private String plan() {
    return home.resolve("engine.backup.yaml").toString();
  }

  private Answer ask(List<String> command) {
    try {
      return Tool.ask(command, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean webRuns() {
    return engine.docker("inspect", "-f", "{{.State.Running}}", "web").equals("true");
  }

  /**
   * The application runs, only what is green counts as a set, and the next backup is a good one.
   *
   * @param green whether the run said that it succeeded
   * @param about for messages
   */
  void judge(boolean green, Object about) throws IOException {
    assertThat(webRuns()).as("the application runs after %s", about).isTrue();
    assertThat(latest().equals(latest))
        .as("the newest proven set is the one before, after %s", about)
        .isEqualTo(!green);
    Answer next = backup();
    assertThat(next.exit()).as("the next run after %s: %s", about, next).isZero();
    assertThat(webRuns()).as("the application runs after that").isTrue();
    assertThat(engine.docker("ps", "-aq", "--filter", "label=io.backstay.owner"))
        .as("helpers that are left after %s", about)
        .isEmpty();
    latest = latest();
  }

  @Override
  public void close() {
    engine.docker("rm", "-f", "web");
  }
}
