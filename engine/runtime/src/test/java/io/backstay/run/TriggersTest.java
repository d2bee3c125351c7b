package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.program.Guard;
import io.backstay.program.Program;
import io.backstay.run.Thing.How;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often a plan is triggered at once, it runs once. */
final class TriggersTest {
  private static final int TRIGGERS = 50;

  @TempDir Path directory;

  @Test
  void ofFiftyTriggersInOneProcessOneRuns() throws Exception {
    Bench bench = new Bench(directory);
    Thing thing = new Thing();
    CountDownLatch start = new CountDownLatch(1);
    List<RunResult> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(TRIGGERS)) {
      List<Future<RunResult>> asked = new ArrayList<>();
      for (int n = 0; n < TRIGGERS; n++) {
        String id = "20260213_020000-%04d".formatted(n);
        asked.add(
            pool.submit(
                () -> {
                  start.await();
                  return bench.ask(program(id, thing));
                }));
      }
      start.countDown();
      results.addAll(othersThenStop(asked, bench, thing));
    }
    List<RunResult.Busy> busy = all(results, RunResult.Busy.class);
    List<RunResult.Ended> ended = all(results, RunResult.Ended.class);
    assertThat(busy).hasSize(TRIGGERS - 1);
    assertThat(ended).hasSize(1);
    assertThat(busy).allMatch(one -> one.holder().equals(ended.getFirst().record().id()));
    assertThat(thing.done()).containsExactly("work");
    assertThat(new RunHistory(directory).ids()).hasSize(1);
  }

  /** The one that runs does so until all others were told. */
  private static List<RunResult> othersThenStop(
      List<Future<RunResult>> asked, Bench bench, Thing thing) throws Exception {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> asked.stream().filter(Future::isDone).count() == TRIGGERS - 1);
    thing.reached("work").await();
    bench.stop.ask("everybody was told");
    List<RunResult> results = new ArrayList<>();
    for (Future<RunResult> one : asked) {
      results.add(one.get());
    }
    return results;
  }

  private static <T> List<T> all(List<RunResult> results, Class<T> kind) {
    return results.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Program program(String id, Thing thing) {
    return Programs.of(
        id,
        List.of(Programs.step("work", Guard.ALWAYS, List.of(Thing.act("work", How.NEVER_ENDING)))),
        List.of(),
        List.of(),
        thing);
  }

  /** A process that asks for a run, says what came of it, and runs on until it is told to end. */
  static final class Trigger {
    public static void main(String[] arguments) throws IOException {
      Path state = Path.of(arguments[0]);
      Island island = new Island(Path.of(arguments[1]), "");
      String id = arguments[2];
      PlanRunner runner = new PlanRunner(Bench.settings(state, secret -> ""));
      RunListener listener =
          new RunListener() {
            @Override
            public void happened(RunEvent event) {
              if (event instanceof RunEvent.StepStarted) {
                System.out.println("runs " + id);
              }
            }
          };
      RunResult result =
          runner.run(
              Programs.of(
                  id,
                  List.of(Island.step("wait", Island.act("wait"))),
                  List.of(),
                  List.of(),
                  island),
              new RunOptions(Duration.ZERO, null),
              listener);
      if (result instanceof RunResult.Busy busy) {
        System.out.println("busy " + busy.holder());
      }
    }
  }

  @Test
  void ofManyProcessesOneRuns() throws Exception {
    Path island = Files.createDirectories(directory.resolve("island"));
    List<Process> processes = new ArrayList<>();
    try {
      for (int n = 0; n < 8; n++) {
        String id = "20260213_020000-%04d".formatted(n);
        processes.add(
            JavaProcess.start(
                Trigger.class, directory.resolve("state").toString(), island.toString(), id));
      }
      List<String> said = new ArrayList<>();
      for (Process process : processes) {
        said.add(firstLine(process));
      }
      List<String> runs = said.stream().filter(line -> line.startsWith("runs ")).toList();
      assertThat(runs).hasSize(1);
      String winner = runs.getFirst().substring("runs ".length());
      assertThat(said).filteredOn(line -> line.equals("busy " + winner)).hasSize(7);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    return String.valueOf(reader.readLine());
  }

  @Test
  void whoWaitsGetsItsTurn() throws Exception {
    RunLock.Attempt first =
        RunLock.take(directory.resolve("locks"), List.of("plan nightly"), "somebody");
    Thread other = Thread.ofPlatform().start(() -> ((RunLock.Attempt.Taken) first).lock().close());
    PlanRunner runner = new PlanRunner(Bench.settings(directory, secret -> ""));
    RunResult result =
        runner.run(
            Programs.of(List.of()), new RunOptions(Duration.ofMinutes(1), null), RunListener.NONE);
    other.join();
    assertThat(result).isInstanceOf(RunResult.Ended.class);
  }

  @Test
  void whoDoesNotWaitIsToldWho() {
    RunLock.Attempt first =
        RunLock.take(directory.resolve("locks"), List.of("source.db"), "somebody");
    assertThat(new Bench(directory).ask(Programs.of(List.of())))
        .isEqualTo(new RunResult.Busy("source.db", "somebody"));
    assertThat(new RunHistory(directory).ids()).isEmpty();
    ((RunLock.Attempt.Taken) first).lock().close();
  }

  @Test
  void locksAreFreeWhenARunIsOver() throws IOException {
    new Bench(directory).run(Programs.of(List.of()));
    try (Stream<Path> locks = Files.list(directory.resolve("locks"))) {
      assertThat(locks.map(path -> path.getFileName().toString())).containsExactly("gate");
    }
  }
}
