package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.run.RunEvent.Payment;
import io.backstay.run.RunEvent.WorkDone;
import io.backstay.spi.Op;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that die in the middle of a run, and the next run, which puts right what they left. */
final class DeadRunTest {
  private static final String DEAD = "20260213_020000-dead";
  private static final String NEXT = "20260213_030000-0002";

  @TempDir Path directory;
  private Path state = Path.of("");
  private Island island = new Island(Path.of(""), "");

  @BeforeEach
  void island() throws IOException {
    state = directory.resolve("state");
    island = Island.fresh(directory.resolve("island"));
  }

  /** Dies behind the event of this number, or behind the act of this name. */
  static final class Victim {
    public static void main(String[] arguments) {
      Path state = Path.of(arguments[0]);
      int last = Integer.parseInt(arguments[2]);
      Island island = new Island(Path.of(arguments[1]), arguments[3]);
      PlanRunner runner = new PlanRunner(Bench.settings(state, secret -> ""));
      RunListener listener =
          new RunListener() {
            private int seen;

            @Override
            public void happened(RunEvent event) {
              seen++;
              if (seen == last) {
                Runtime.getRuntime().halt(137);
              }
            }
          };
      runner.run(Island.program(DEAD, island), new RunOptions(Duration.ZERO, null), listener);
    }
  }

  private int die(int event, String act) throws Exception {
    Process victim =
        JavaProcess.start(
            Victim.class,
            state.toString(),
            directory.resolve("island").toString(),
            Integer.toString(event),
            act);
    return victim.waitFor();
  }

  private RunRecord next() {
    return new Bench(state).run(Island.nothing(NEXT, island));
  }

  private RunRecord dead() {
    return new RunHistory(state).find(DEAD).orElseThrow();
  }

  private void everythingIsInOrder() throws IOException {
    assertThat(next().state()).isEqualTo(RunState.OK);
    List<RunEvent> events = Transcript.read(new Home(state).journal(DEAD)).events();
    boolean done = events.stream().anyMatch(WorkDone.class::isInstance);
    assertThat(island.runs()).isTrue();
    assertThat(island.data()).isEqualTo(done ? "new" : "old");
    assertThat(dead().open()).isEmpty();
    assertThat(new RunHistory(state).leftovers()).isEmpty();
    assertThat(files("locks")).containsExactly("gate");
    assertThat(files("stage")).containsExactly(".locks");
  }

  private List<String> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(state.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void whateverEventWasItsLastTheNextRunPutsThingsRight() throws Exception {
    int events = 1;
    for (int exit = die(events, ""); exit == 137; exit = die(events, "")) {
      assertThat(new RunHistory(state).leftovers()).hasSize(dead().ended() == null ? 1 : 0);
      everythingIsInOrder();
      assertThat(dead().state())
          .isIn(dead().ended() == null ? List.of() : List.of(RunState.INTERRUPTED, RunState.OK));
      forget();
      events++;
    }
    assertThat(events).isGreaterThan(12);
  }

  private void forget() throws IOException {
    for (String run : List.of(DEAD, NEXT)) {
      Files.delete(new Home(state).journal(run));
      Files.deleteIfExists(new Home(state).log(run));
    }
    Island.fresh(directory.resolve("island"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "swap", "look", "note", "start"})
  void deathBehindAnActIsPutRight(String act) throws Exception {
    assertThat(die(Integer.MAX_VALUE, act)).isEqualTo(137);
    assertThat(new RunHistory(state).leftovers()).hasSize(1);
    assertThat(dead().state()).isEqualTo(RunState.INTERRUPTED);
    everythingIsInOrder();
    assertThat(dead().state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(dead().ended()).isNotNull();
  }

  @Test
  void debtsOfTheDeadArePaidNewestFirst() throws Exception {
    die(Integer.MAX_VALUE, "look");
    next();
    List<Integer> paid =
        Transcript.read(new Home(state).journal(DEAD)).events().stream()
            .filter(RunEvent.DebtPaid.class::isInstance)
            .map(RunEvent.DebtPaid.class::cast)
            .filter(debt -> debt.how() == Payment.PAID)
            .map(RunEvent.DebtPaid::debt)
            .toList();
    assertThat(paid).containsExactly(2, 1);
  }

  @Test
  void aRunThatLivesIsLeftAlone() throws Exception {
    Process living =
        JavaProcess.start(
            Waiting.class, state.toString(), directory.resolve("island").toString(), "wait");
    try (BufferedReader out = living.inputReader()) {
      assertThat(out.readLine()).isEqualTo("waiting");
      Bench bench = new Bench(state);
      assertThat(bench.ask(Island.nothing(NEXT, island)))
          .isEqualTo(new RunResult.Busy("plan nightly", DEAD));
      assertThat(new RunHistory(state).leftovers()).isEmpty();
      assertThat(dead().state()).isEqualTo(RunState.RUNNING);
      assertThat(island.runs()).isFalse();
    } finally {
      living.destroyForcibly().waitFor();
    }
    everythingIsInOrder();
  }

  /** Stops the service and waits to be killed. */
  static final class Waiting {
    public static void main(String[] arguments) {
      Island island = new Island(Path.of(arguments[1]), "");
      PlanRunner runner = new PlanRunner(Bench.settings(Path.of(arguments[0]), secret -> ""));
      RunListener listener =
          new RunListener() {
            @Override
            public void happened(RunEvent event) {
              if (event instanceof RunEvent.StepStarted step && step.step().equals("wait")) {
                System.out.println("waiting");
              }
            }
          };
      runner.run(
          Programs.of(
              DEAD,
              List.of(
                  Island.step(
                      "stop",
                      new Op.Owe(Island.REF, "start", List.of(), null, Op.AtEnd.PAY),
                      Island.act("stop")),
                  Island.step("wait", Island.act("wait"))),
              List.of(),
              List.of(),
              island),
          new RunOptions(Duration.ZERO, null),
          listener);
    }
  }

  @Test
  void aRunThatDiedBeforeItsFirstWordIsForgotten() throws IOException {
    Files.createDirectories(new Home(state).runs());
    Files.writeString(new Home(state).journal(DEAD), "{\"is\":\"run-star");
    everyRunStarts();
    assertThat(new RunHistory(state).ids()).containsExactly(NEXT);
  }

  @Test
  void aDamagedJournalIsToldAndNotActedOn() throws Exception {
    die(Integer.MAX_VALUE, "look");
    Path journal = new Home(state).journal(DEAD);
    Files.writeString(journal, Files.readString(journal).replace("swap-back", "swap-bach"));
    Bench bench = new Bench(state);
    assertThat(bench.run(Island.nothing(NEXT, island)).state()).isEqualTo(RunState.OK);
    assertThat(bench.unsettled).containsKey(DEAD);
    assertThat(island.runs()).isFalse();
  }

  private void everyRunStarts() {
    assertThat(next().state()).isEqualTo(RunState.OK);
  }
}
