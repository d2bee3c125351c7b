package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.spi.Op;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is told to end while a run is going on in it. */
final class SignalsTest {
  private static final String RUN = "20260213_020000-0001";

  @TempDir Path directory;
  private Island island = new Island(Path.of(""), "");

  @BeforeEach
  void island() throws IOException {
    island = Island.fresh(directory.resolve("island"));
  }

  /** Stops the service, then waits, in its steps or in what always runs. */
  static final class Victim {
    public static void main(String[] arguments) {
      Island island = new Island(Path.of(arguments[1]), "");
      boolean exits = arguments[2].equals("exit");
      RunListener listener =
          new RunListener() {
            @Override
            public void happened(RunEvent event) {
              if (event instanceof RunEvent.StepStarted step) {
                System.out.println(step.step());
                if (exits) {
                  Thread.ofPlatform().start(() -> System.exit(3));
                }
              }
            }
          };
      PlanRunner runner = new PlanRunner(Bench.settings(Path.of(arguments[0]), secret -> ""));
      RunResult result =
          runner.run(
              Programs.of(
                  RUN,
                  List.of(
                      Island.step(
                          "stop",
                          new Op.Owe(Island.REF, "start", List.of(), null, Op.AtEnd.PAY),
                          Island.act("stop"),
                          Island.act("wait"))),
                  List.of(),
                  List.of(Island.step("finally", Island.act("wait")), Island.step("last")),
                  island),
              new RunOptions(Duration.ZERO, null),
              listener);
      System.out.println(((RunResult.Ended) result).record().state());
    }
  }

  private Process victim(String how) throws IOException {
    return JavaProcess.start(
        Victim.class,
        directory.resolve("state").toString(),
        directory.resolve("island").toString(),
        how);
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private RunRecord record() {
    return new RunHistory(directory.resolve("state")).find(RUN).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void theFirstSignalUndoesAndTheSecondLeavesOutTheRest(String name) throws Exception {
    Process victim = victim("");
    try (BufferedReader out = victim.inputReader()) {
      assertThat(out.readLine()).isEqualTo("stop");
      await().until(() -> Files.exists(directory.resolve("island/waiting")));
      signal(victim, name);
      assertThat(out.readLine()).isEqualTo("finally");
      assertThat(island.runs()).isTrue();
      signal(victim, name);
      assertThat(out.readLine()).isEqualTo("CANCELLED");
      assertThat(victim.waitFor()).isZero();
    }
    assertThat(record().state()).isEqualTo(RunState.CANCELLED);
    assertThat(record().open()).isEmpty();
    assertThat(record().steps()).doesNotContainKey("last");
    assertThat(record().toString()).contains("SIG" + name);
  }

  @Test
  void aProcessThatEndsItselfUndoesFirst() throws Exception {
    Process victim = victim("exit");
    try (BufferedReader out = victim.inputReader()) {
      assertThat(out.readLine()).isEqualTo("stop");
      assertThat(out.readLine()).isEqualTo("finally");
      assertThat(island.runs()).isTrue();
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }
}
