package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.program.Program;
import io.backstay.run.RunEvent.GuardPosted;
import io.backstay.run.RunEvent.Overdue;
import io.backstay.run.RunEvent.TakenOver;
import io.backstay.spi.Op;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run has stopped runs again, whatever becomes of the run's process. */
final class GuardTest {
  private static final String RUN = "20260213_020000-0001";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;
  private Island island = new Island(Path.of(""), "");

  @BeforeEach
  void island() throws IOException {
    island = Island.fresh(directory.resolve("island"));
  }

  /** Stops the service for at most so many seconds, and waits. */
  static final class Victim {
    public static void main(String[] arguments) {
      Path state = Path.of(arguments[0]);
      Path place = Path.of(arguments[1]);
      Duration within = arguments[2].isEmpty() ? null : Duration.parse(arguments[2]);
      RunListener listener =
          new RunListener() {
            @Override
            public void happened(RunEvent event) {
              if (event instanceof RunEvent.StepStarted step) {
                System.out.println(step.step());
              }
            }
          };
      boolean waits = !arguments[3].equals("through");
      Program program = program(new Island(place, ""), within, waits);
      RunResult result =
          new PlanRunner(settings(state, place))
              .run(
                  arguments[3].equals("restore")
                      ? Programs.keeping(program, "Restore", program.sets(), program.retention())
                      : program,
                  new RunOptions(Duration.ZERO, null),
                  listener);
      System.out.println(((RunResult.Ended) result).record().state());
    }

    private static Program program(Island island, @Nullable Duration within, boolean waits) {
      Op owe = new Op.Owe(Island.REF, "start", List.of(), null, Op.AtEnd.PAY, within);
      return Programs.of(
          RUN,
          List.of(
              Island.step("stop", owe, Island.act("stop")),
              Island.step("work", Island.act(waits ? "wait" : "look"))),
          List.of(),
          List.of(),
          island);
    }

    private static Settings settings(Path state, Path place) {
      return new Settings(
          new Home(state),
          Clock.systemUTC(),
          new Random(1),
          secret -> "",
          run -> new Declared.Things(Map.of(Island.REF, new Island(place, "")), secret -> ""),
          Map.of(),
          Bench.QUICK,
          run -> JavaProcess.command(Rescuer.class, state.toString(), place.toString(), run));
    }
  }

  /** What a guard calls. */
  static final class Rescuer {
    public static void main(String[] arguments) {
      Path state = Path.of(arguments[0]);
      new PlanRunner(Victim.settings(state, Path.of(arguments[1])))
          .rescue(arguments[2], arguments[3].equals("overdue"), RunListener.NONE);
      RunRecord now = new RunHistory(state).find(arguments[2]).orElseThrow();
      System.exit(now.state() != RunState.RUNNING && now.open().isEmpty() ? 0 : 5);
    }
  }

  private Process victim(String within, String how) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(
        JavaProcess.command(
            Victim.class, state().toString(), directory.resolve("island").toString(), within, how));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private Path state() {
    return directory.resolve("state");
  }

  private static void signal(String name, String target) throws Exception {
    new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor();
  }

  private RunRecord record() {
    return new RunHistory(state()).find(RUN).orElseThrow();
  }

  private <T extends RunEvent> List<T> events(Class<T> kind) {
    Path journal = new Home(state()).journal(RUN);
    return Transcript.read(journal).intact(journal).events().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private boolean guarded() {
    return ProcessHandle.of(events(GuardPosted.class).getFirst().process()).isPresent();
  }

  private static void stopped(BufferedReader out) throws IOException {
    assertThat(out.readLine()).isEqualTo("stop");
    assertThat(out.readLine()).isEqualTo("work");
  }

  @Test
  void theGuardOutlivesTheRunAndItsWholeProcessGroup() throws Exception {
    Process victim = victim("", "wait");
    try (BufferedReader out = victim.inputReader()) {
      stopped(out);
      assertThat(island.runs()).isFalse();
      assertThat(guarded()).isTrue();
      signal("KILL", "-" + victim.pid());
      victim.waitFor();
    }
    await().atMost(PATIENCE).until(() -> record().ended() != null && !guarded());
    assertThat(island.runs()).isTrue();
    assertThat(record().state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(events(TakenOver.class)).extracting(TakenOver::by).containsExactly("guard");
    assertThat(new RunHistory(state()).leftovers()).isEmpty();
  }

  @Test
  void aRunThatHangsLosesItsJournalToTheGuard() throws Exception {
    Process victim = victim("PT3S", "wait");
    try (BufferedReader out = victim.inputReader()) {
      stopped(out);
      signal("STOP", Long.toString(victim.pid()));
      await().atMost(PATIENCE).until(island::runs);
      await().atMost(PATIENCE).until(() -> record().ended() != null);
      signal("CONT", Long.toString(victim.pid()));
      assertThat(out.readLine()).isEqualTo("FAILED");
      victim.waitFor();
    } finally {
      victim.destroyForcibly().waitFor();
    }
    assertThat(record().state()).isEqualTo(RunState.FAILED);
    assertThat(record().toString()).contains("R152");
    assertThat(events(RunEvent.RunEnded.class)).hasSize(1);
    await().atMost(PATIENCE).until(() -> !guarded());
  }

  @Test
  void aRunThatTakesTooLongStopsItself() throws Exception {
    Process victim = victim("PT1S", "wait");
    try (BufferedReader out = victim.inputReader()) {
      stopped(out);
      assertThat(out.readLine()).isEqualTo("FAILED");
      victim.waitFor();
    }
    assertThat(island.runs()).isTrue();
    assertThat(events(Overdue.class)).hasSize(1);
    assertThat(events(TakenOver.class)).isEmpty();
    await().atMost(PATIENCE).until(() -> !guarded());
  }

  @Test
  void inARestoreItIsOnlyTold() throws Exception {
    Process victim = victim("PT1S", "restore");
    try (BufferedReader out = victim.inputReader()) {
      stopped(out);
      await().atMost(PATIENCE).until(() -> !events(Overdue.class).isEmpty());
      assertThat(island.runs()).isFalse();
      signal("TERM", Long.toString(victim.pid()));
      assertThat(out.readLine()).isEqualTo("CANCELLED");
      victim.waitFor();
    }
    assertThat(island.runs()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PT10M"})
  void whatIsPaidNeedsNoGuard(String within) throws Exception {
    Process victim = victim(within, "through");
    try (BufferedReader out = victim.inputReader()) {
      stopped(out);
      assertThat(out.readLine()).isEqualTo("OK");
      victim.waitFor();
    }
    assertThat(events(GuardPosted.class)).hasSize(1);
    await().atMost(PATIENCE).until(() -> !guarded());
    assertThat(events(TakenOver.class)).isEmpty();
    assertThat(island.runs()).isTrue();
  }
}
