package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Docker engine that is killed while it stops, reads or starts something for backstay. */
@Tag("docker")
@Tag("root")
@Needs({"docker", "root"})
final class EngineFaultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Ledger LEDGER = new Ledger("A Docker engine that dies", 4);
  private static final String ALWAYS = "in every build";

  @TempDir static Path home;

  private static Engine engine;
  private static EngineSite site;

  /** What it is doing. */
  enum Moment {
    ENGINE_01("/stop", 0, "while it stops the application"),
    ENGINE_02("/archive?path=", 2_000_000, "half-way through a volume it reads"),
    ENGINE_03("/start", 0, "while it starts the application again");

    final String question;
    final int bytes;
    final String words;

    Moment(String question, int bytes, String words) {
      this.question = question;
      this.bytes = bytes;
      this.words = words;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    engine = new Engine(Files.createDirectory(home.resolve("engine")));
    site = new EngineSite(Files.createDirectory(home.resolve("site")), engine);
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
    LEDGER.compare();
  }

  @ParameterizedTest
  @EnumSource
  void itComesBack(Moment moment) throws IOException {
    CompletableFuture<Void> back = new CompletableFuture<>();
    engine
        .proxy()
        .diesWhenAsked(
            moment.question,
            moment.bytes,
            () -> {
              engine.kill();
              back.completeAsync(EngineFaultsTest::revived, later());
            });
    Answer answer = site.backup();
    assertThat(back).as("it died: %s", answer).succeedsWithin(PATIENCE);
    if (answer.exit() == 5) {
      assertThat(site.resume().exit()).as("resumed after %s", answer).isZero();
    } else {
      assertThat(answer.exit()).as("%s", answer).isIn(moment == Moment.ENGINE_03 ? 0 : 1, 1);
    }
    site.judge(answer.green(), answer);
    LEDGER.add(
        moment.name().replace('_', '-'),
        "The engine is killed " + moment.words + ", and comes back.",
        ALWAYS,
        moment == Moment.ENGINE_03
            ? "It is asked again until the application runs."
            : "The run fails, and the application is started when the engine is back.");
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
  }

  private static Void revived() {
    engine.revive();
    return null;
  }

  @Test
  void backstayAndItsGuardDieWithIt() throws IOException {
    CompletableFuture<Void> dead = new CompletableFuture<>();
    engine
        .proxy()
        .diesWhenAsked(
            Moment.ENGINE_02.question,
            Moment.ENGINE_02.bytes,
            () -> {
              engine.kill();
              dead.complete(null);
            });
    Process run = site.beginBackup();
    assertThat(dead).succeedsWithin(PATIENCE);
    List<ProcessHandle> all = run.descendants().toList();
    run.destroyForcibly().onExit().join();
    all.forEach(ProcessHandle::destroyForcibly);
    await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(all).as("the guard stood").isNotEmpty();
    engine.revive();

    Answer told = site.list();
    assertThat(told.err()).as("it is told").contains("is dead");
    assertThat(site.webRuns()).as("nobody started it").isFalse();
    Answer resumed = site.resume();
    assertThat(resumed.exit()).as("%s", resumed).isZero();
    site.judge(false, resumed);
    LEDGER.add(
        "ENGINE-04",
        "The engine, backstay and its guard are all killed half-way through a volume.",
        ALWAYS,
        "The next command says so, and `resume` starts the application.");
  }
}
