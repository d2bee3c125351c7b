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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Docker engine that ends while it stops, reads, writes or starts something for backstay. */
@Tag("docker")
@Tag("root")
@Needs({"docker", "root"})
final class EngineFaultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Ledger LEDGER = new Ledger("A Docker engine that ends", 8);
  private static final String ALWAYS = "in every build";
  private static final String READS = "/archive?path=";
  private static final String WRITES = "PUT /containers/";
  private static final int HALF = 4_000_000;

  @TempDir static Path home;

  private static Engine engine;
  private static EngineSite site;

  /** What it is doing, and how it ends. */
  enum Moment {
    ENGINE_01(Verb.BACKUP, "/stop", 0, false, "is killed while it stops the application"),
    ENGINE_02(Verb.BACKUP, READS, HALF, false, "is killed half-way through a volume it reads"),
    ENGINE_03(Verb.BACKUP, READS, HALF, true, "is stopped half-way through a volume it reads"),
    ENGINE_04(Verb.BACKUP, "/start", 0, false, "is killed while it starts the application again"),
    ENGINE_11(Verb.RESTORE, WRITES, HALF, false, "is killed half-way through a volume it writes"),
    ENGINE_12(Verb.RESTORE, WRITES, HALF, true, "is stopped half-way through a volume it writes");

    final Verb verb;
    final String question;
    final int bytes;
    final boolean gently;
    final String words;

    Moment(Verb verb, String question, int bytes, boolean gently, String words) {
      this.verb = verb;
      this.question = question;
      this.bytes = bytes;
      this.gently = gently;
      this.words = words;
    }

    boolean behindTheWork() {
      return this == ENGINE_04;
    }

    String tried() {
      return this == ENGINE_03 ? ALWAYS : "with `-Pfaults`";
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

  private static CompletableFuture<Void> ends(Moment moment) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    engine
        .proxy()
        .diesWhenAsked(
            moment.question,
            moment.bytes,
            () -> {
              engine.end(moment.gently);
              ended.complete(null);
            });
    return ended;
  }

  @ParameterizedTest
  @EnumSource(names = "ENGINE_03")
  void itComesBack(Moment moment) throws IOException {
    comesBack(moment);
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGINE_03")
  void itComesBackAtAnyOtherMoment(Moment moment) throws IOException {
    comesBack(moment);
  }

  private static void comesBack(Moment moment) throws IOException {
    CompletableFuture<Void> back =
        ends(moment)
            .thenRunAsync(engine::revive, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    Answer answer = site.run(moment.verb);
    assertThat(back).as("it ended: %s", answer).succeedsWithin(PATIENCE);
    assertThat(answer.exit()).as("%s", answer).isEqualTo(moment.behindTheWork() ? 0 : 1);
    site.judge(moment.verb, answer.green(), answer);
    LEDGER.add(
        moment.name().replace('_', '-'),
        "The engine " + moment.words + ", and comes back.",
        moment.tried(),
        moment.behindTheWork()
            ? "It is asked again until the application runs."
            : "The run fails, and the application is started when the engine is back.");
  }

  @Test
  void itStaysAway() throws IOException {
    site.stopWeb();
    CompletableFuture<Void> ended = ends(Moment.ENGINE_11);
    Answer answer = site.run(Verb.RESTORE);
    assertThat(ended).as("it ended: %s", answer).isCompleted();
    assertOwed(answer);
    engine.revive();
    assertResumed();
    site.startWeb();
    site.judge(Verb.RESTORE, false, answer);
    LEDGER.add(
        "ENGINE-13",
        "The engine is killed half-way through a volume it writes, and stays away.",
        ALWAYS,
        "The run says what it still owes; `resume` does it when the engine is back.");
  }

  /** Takes a minute, because that is how long the engine is waited for. */
  @Tag("faults")
  @Test
  void itStaysAwayWhileTheApplicationIsDown() throws IOException {
    CompletableFuture<Void> ended = ends(Moment.ENGINE_02);
    Answer answer = site.run(Verb.BACKUP);
    assertThat(ended).as("it ended: %s", answer).isCompleted();
    assertOwed(answer);
    engine.revive();
    assertResumed();
    site.judge(Verb.BACKUP, false, answer);
  }

  private static void assertOwed(Answer answer) {
    assertThat(answer.exit()).as("%s", answer).isEqualTo(5);
    assertThat(answer.out() + answer.err()).contains("no Docker engine answers", "backstay resume");
    Answer told = site.status();
    assertThat(told.exit()).as("%s", told).isEqualTo(5);
  }

  /** A guard may be about to do the same, and then says so; whoever comes first. */
  private static void assertResumed() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Answer resumed = site.resume();
              assertThat(resumed.out() + resumed.err()).as("never silent").isNotBlank();
              assertThat(resumed.exit()).as("%s", resumed).isZero();
            });
    Answer told = site.status();
    assertThat(told.exit()).as("nothing is owed any more: %s", told).isNotEqualTo(5);
  }

  @Test
  void backstayAndItsGuardDieWithIt() throws IOException {
    CompletableFuture<Void> ended = ends(Moment.ENGINE_02);
    Process run = site.beginBackup();
    assertThat(ended).succeedsWithin(PATIENCE);
    List<ProcessHandle> all = run.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly); // first, or it would see the run die
    run.destroyForcibly().onExit().join();
    await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(all).as("the guard stood").isNotEmpty();
    engine.revive();

    Answer told = site.status();
    assertThat(told.exit()).as("it is told: %s", told).isEqualTo(5);
    assertThat(site.webRuns()).as("nobody started it").isFalse();
    assertResumed();
    site.judge(Verb.BACKUP, false, told);
    LEDGER.add(
        "ENGINE-05",
        "The engine, backstay and its guard are all killed half-way through a volume.",
        ALWAYS,
        "The next command says so, and `resume` starts the application.");
  }
}
