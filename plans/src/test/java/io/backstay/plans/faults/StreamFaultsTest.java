package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.testing.FaultProxy;
import io.backstay.testing.FaultProxy.Weather;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of a dump that is made inside a container, on its way out through the engine. */
@Tag("docker")
@Needs("docker")
final class StreamFaultsTest {
  private static final Ledger LEDGER = new Ledger("A stream out of a container that fails", 2);
  private static final String ALWAYS = "in every build";

  /** Of what a compressed dump comes to, with all that is said before it. */
  private static final int HALF = 150_000;

  @TempDir static Path home;

  private static Database database;
  private static DatabaseSite site;
  private static FaultProxy engine;

  @BeforeAll
  static void start() throws IOException {
    String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    engine = new FaultProxy(UnixDomainSocketAddress.of(host.replace("unix://", "")));
    database = new Database("postgres:15");
    site =
        new DatabaseSite(home, database, Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + engine.port()));
    site.reach("postgres", "container: " + database.container());
  }

  @AfterAll
  static void stop() throws IOException {
    site.close();
    database.close();
    engine.close();
    LEDGER.compare();
  }

  @Test
  void itsTailIsLostAndTheExitCodeIsZero() {
    engine.becomes(Weather.FRAME, 0);
    Answer answer = site.run(Verb.BACKUP);
    engine.clears();
    assertThat(answer.exit()).as("%s", answer).isEqualTo(1);
    assertThat(answer.out()).as("what is missing").contains("pg_dump exited with 0, but");
    site.judge(Verb.BACKUP, answer);
    LEDGER.add(
        "STREAM-01",
        "The engine loses the end of a dump that is made in a container, and `pg_dump` exits with 0.",
        ALWAYS,
        "The run fails, and the application runs again.");
  }

  @Test
  void itIsCutWithEveryOther() {
    engine.becomes(Weather.CUT, HALF);
    Thread healing = Thread.ofVirtual().start(this::clearsOnceItWasCut);
    Answer answer = site.run(Verb.BACKUP);
    assertThat(healing.isAlive()).as("it was cut: %s", answer).isFalse();
    assertThat(answer.exit()).as("%s", answer).isEqualTo(1);
    site.judge(Verb.BACKUP, answer);
    LEDGER.add(
        "STREAM-02",
        "Every connection to the engine is reset half-way through a dump, for three seconds.",
        ALWAYS,
        "The run fails, and the application is started when the engine answers again.");
  }

  private void clearsOnceItWasCut() {
    await().atMost(Duration.ofMinutes(1)).until(() -> engine.said() > HALF);
    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    engine.clears();
  }
}
