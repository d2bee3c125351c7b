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

/**
 * A volume that is backed up, and restored into, while its application is stopped, on an engine of
 * its own. One set is stored; what is live is another version.
 */
final class EngineSite {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: engine
      sources: {uploads: {volume: uploads}}
      services: {web: {container: web}}
      stores: {local: {directory: {path: store, create: true}}}
      set: {path: '${run.id}/', latest: latest}
      steps:
        - stop-container: {service: web, grace: 5s}
        - tar: {source: uploads, to: uploads.tar}
        - upload: local
        - verify: {in: local, checks: [checksum: all, archive-readable: uploads.tar]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: engine
      plan: ./engine.backup.yaml
      backup: {from: local, pick: latest}
      confirm: {phrase: yes please}
      steps:
        - stop-container: {service: web, grace: 5s}
        - fetch
        - untar: {artifact: uploads.tar}
      """;

  /** So that there is time to die between the question and its answer. */
  private static final String SLOW_TO_STOP =
      "trap 'sleep 1; exit 0' TERM; while :; do sleep 0.1; done";

  private static final String DIGESTS =
      "cd /data && find . -type f ! -path './.backstay/*' | sort | xargs sha256sum";

  private final Path home;
  private final Engine engine;
  private final Map<String, String> environment;
  private String stored;
  private String live;
  private Path latest;

  /** Makes the volume and the application, and one backup. */
  EngineSite(Path home, Engine engine) throws IOException {
    this.home = home;
    this.engine = engine;
    environment = Map.of("DOCKER_HOST", engine.address());
    Files.createFile(home.resolve("backstay.yaml"));
    Files.writeString(home.resolve("engine.backup.yaml"), BACKUP);
    Files.writeString(home.resolve("engine.restore.yaml"), RESTORE);
    engine.docker("volume", "create", "uploads");
    container("-d --name=web", SLOW_TO_STOP);
    stored = change();
    backup().expect(0);
    latest = latest();
    live = change();
  }

  /** Writes another version of everything; its digests. */
  private String change() {
    inVolume("head -c 8000000 /dev/urandom > /data/large; date +%N > /data/small");
    return digests();
  }

  private String digests() {
    return inVolume(DIGESTS);
  }

  private String inVolume(String script) {
    return container("--rm", script);
  }

  private String container(String how, String script) {
    String command = "run " + how + " --network=none -v uploads:/data busybox sh -c ";
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add(script);
    return engine.docker(words.toArray(String[]::new));
  }

  private Path latest() throws IOException {
    return Files.readSymbolicLink(home.resolve("store/latest"));
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(Java.brief(home));
    command.addAll(List.of(words));
    command.addAll(List.of("--state-dir", home.resolve("state").toString()));
    return command;
  }

  Answer run(Verb verb) {
    return verb == Verb.BACKUP ? backup() : restore();
  }

  private Answer backup() {
    return ask("run", plan("backup"));
  }

  private Answer restore() {
    return ask("restore", plan("restore"), "--confirm", "yes please");
  }

  /** A backup that is not waited for. */
  Process beginBackup() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command("run", plan("backup")))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().putAll(environment);
    return builder.start();
  }

  Answer status() {
    return ask("status");
  }

  Answer resume() {
    return ask("resume", "--undo-only");
  }

  private String plan(String kind) {
    return home.resolve("engine." + kind + ".yaml").toString();
  }

  private Answer ask(String... words) {
    try {
      return Tool.ask(command(words), environment);
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

  /** Somebody else stops the application: it is not ours to start. */
  void stopWeb() {
    engine.docker("stop", "-t", "5", "web");
  }

  void startWeb() {
    engine.docker("start", "web");
  }

  /**
   * Holds what is left once nothing is owed to what is promised; then all is as it was.
   *
   * @param green whether the run said that it succeeded
   * @param about for messages
   */
  void judge(Verb verb, boolean green, Object about) throws IOException {
    assertThat(webRuns()).as("the application runs after %s", about).isTrue();
    boolean restored = verb == Verb.RESTORE && green;
    assertThat(digests()).as("all of it or nothing: %s", about).isEqualTo(restored ? stored : live);
    boolean made = verb == Verb.BACKUP && green;
    assertThat(!latest().equals(latest)).as("only what is green counts: %s", about).isEqualTo(made);
    stored = made ? live : stored;
    latest = latest();
    Answer next = restore();
    assertThat(next.exit()).as("the next restore after %s: %s", about, next).isZero();
    assertThat(digests()).as("the newest set, after %s", about).isEqualTo(stored);
    assertThat(webRuns()).as("the application runs after that").isTrue();
    assertThat(engine.docker("ps", "-aq", "--filter", "label=io.backstay.owner"))
        .as("helpers that are left after %s", about)
        .isEmpty();
    live = change();
  }
}
