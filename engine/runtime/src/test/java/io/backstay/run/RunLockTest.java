package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.RunLock.Attempt.Busy;
import io.backstay.run.RunLock.Attempt.Taken;
import io.backstay.spi.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
  @TempDir Path directory;

  private RunLock.Attempt take(String holder, String... names) {
    return RunLock.take(directory.resolve("locks"), List.of(names), holder);
  }

  private static void letGo(RunLock.Attempt attempt) {
    assertThat(attempt).isInstanceOfSatisfying(Taken.class, taken -> taken.lock().close());
  }

  private List<String> files() throws IOException {
    try (var all = Files.list(directory.resolve("locks"))) {
      return all.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void whoComesSecondLearnsWhoWasFirst() throws IOException {
    RunLock.Attempt first = take("run-1", "source.db", "plan.a");
    assertThat(take("run-2", "source.db")).isEqualTo(new Busy("source.db", "run-1"));
    letGo(first);
    assertThat(files()).containsExactly("gate");
    letGo(take("run-2", "source.db"));
  }

  @Test
  void whoGetsNotAllGetsNoneAndLeavesNothing() throws IOException {
    RunLock.Attempt first = take("run-1", "m");
    assertThat(take("run-2", "a", "m", "z")).isEqualTo(new Busy("m", "run-1"));
    assertThat(files()).containsExactlyInAnyOrder("gate", "m");
    letGo(take("run-3", "a", "z"));
    letGo(first);
  }

  @Test
  void whoHoldsAPlaceHoldsWhatIsBelowItAndKeepsOthersOutOfWhatIsAbove() {
    RunLock.Attempt first = take("run-1", LockName.of(Path.of("/srv/a/b")), "plan.a");
    Busy busy = new Busy(LockName.of(Path.of("/srv/a/b")), "run-1");
    assertThat(take("run-2", LockName.of(Path.of("/srv/a")))).isEqualTo(busy);
    assertThat(take("run-2", "plan.b", LockName.of(Path.of("/srv/a/b/c")))).isEqualTo(busy);
    letGo(take("run-2", LockName.of(Path.of("/srv/a/bc")), LockName.of(Path.of("/srv/c"))));
    letGo(first);
    letGo(take("run-2", LockName.of(Path.of("/srv/a")), LockName.of(Path.of("/srv/a/b"))));
  }

  @Test
  void aPlaceSomebodyDeadHasHeldIsFree() throws IOException {
    letGo(take("run-1", "x"));
    String name = LockName.of(Path.of("/srv/a"));
    Files.writeString(directory.resolve("locks").resolve(FileNames.of(name)), "dead\n" + name);
    letGo(take("run-2", LockName.of(Path.of("/srv/a/b"))));
  }

  @Test
  void whatTheDiskRefusesLeavesNothingHeld() throws IOException {
    letGo(take("run-0", "a"));
    Path inTheWay = directory.resolve("locks").resolve(FileNames.of("m"));
    Files.createDirectory(inTheWay);
    assertThatThrownBy(() -> take("run-1", "a", "m", "z")).isInstanceOf(Failure.class);

    Files.delete(inTheWay);
    letGo(take("run-2", "a", "m", "z"));
  }

  @Test
  void namesThatOnlyLookAlikeAreDifferentAndStayInTheDirectory() throws IOException {
    RunLock.Attempt first = take("run-1", "../a/b");
    RunLock.Attempt second = take("run-2", ".._a_b", "x".repeat(300), "x".repeat(301));
    letGo(first);
    letGo(second);
    try (var all = Files.list(directory)) {
      assertThat(all).containsExactly(directory.resolve("locks"));
    }
  }

  @Test
  void lettingGoTwiceTakesNothingFromOthers() {
    RunLock.Attempt first = take("run-1", "m");
    letGo(first);
    RunLock.Attempt second = take("run-2", "m");
    letGo(first);
    assertThat(take("run-3", "m")).isEqualTo(new Busy("m", "run-2"));
    letGo(second);
  }

  @Test
  void sweepingTakesOnlyWhatNobodyHolds() throws IOException {
    RunLock.Attempt mine = take("run-1", "mine");
    Path left = directory.resolve("locks/left-by-the-dead");
    Files.writeString(left, "run-0");
    RunLock.sweep(directory.resolve("locks"));
    assertThat(left).doesNotExist();
    assertThat(RunLock.held(directory.resolve("locks"), "mine")).isTrue();
    assertThat(RunLock.held(directory.resolve("locks"), "other")).isFalse();
    letGo(mine);
    assertThat(RunLock.held(directory.resolve("locks"), "mine")).isFalse();
  }

  @Test
  void aLockOfAnotherProcessIsNotSweptAway() throws Exception {
    Process other = JavaProcess.start(HoldsALock.class, directory.resolve("locks").toString());
    try (BufferedReader out = other.inputReader()) {
      assertThat(out.readLine()).isEqualTo("held");
      RunLock.sweep(directory.resolve("locks"));
      assertThat(RunLock.held(directory.resolve("locks"), "m")).isTrue();
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(RunLock.held(directory.resolve("locks"), "m")).isFalse();
  }

  @Test
  void aPlaceThatCannotHoldLocksIsAFailure() throws IOException {
    Files.writeString(directory.resolve("locks"), "a file in the way");
    assertThatThrownBy(() -> take("run-1", "m")).isInstanceOf(Failure.class);
  }

  @Test
  void ofFiftyThreadsOneGetsIt() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(50)) {
      List<Future<RunLock.Attempt>> all =
          IntStream.range(0, 50).mapToObj(n -> pool.submit(racer(start, "run-" + n))).toList();
      start.countDown();
      List<RunLock.Attempt> attempts = new java.util.ArrayList<>();
      for (Future<RunLock.Attempt> one : all) {
        attempts.add(one.get());
      }
      List<RunLock.Attempt> taken = attempts.stream().filter(Taken.class::isInstance).toList();
      assertThat(taken).hasSize(1);
      String winner = "run-" + attempts.indexOf(taken.get(0));
      assertThat(attempts)
          .filteredOn(Busy.class::isInstance)
          .hasSize(49)
          .containsOnly(new Busy("plan.a", winner));
      letGo(taken.get(0));
    }
  }

  private Callable<RunLock.Attempt> racer(CountDownLatch start, String holder) {
    return () -> {
      start.await();
      return take(holder, "plan.a", "source.db");
    };
  }

  @Test
  void aLockOfAnotherProcessHoldsUntilThatProcessIsGone() throws Exception {
    Process other = JavaProcess.start(HoldsALock.class, directory.resolve("locks").toString());
    try (BufferedReader out = other.inputReader()) {
      assertThat(out.readLine()).isEqualTo("held");
      assertThat(take("run-1", "m")).isEqualTo(new Busy("m", "other"));
      assertThat(take("run-1", "m")).isEqualTo(new Busy("m", "other"));
      assertThat(take("run-1", LockName.of(Path.of("/srv/of"))))
          .as("a place above")
          .isEqualTo(new Busy(HoldsALock.PLACE, "other"));
    } finally {
      other.destroyForcibly().waitFor();
    }
    letGo(take("run-1", "m", LockName.of(Path.of("/srv/of"))));
  }

  /** Takes a lock and keeps it until it is killed. */
  static final class HoldsALock {
    static final String PLACE = LockName.of(Path.of("/srv/of/another"));

    public static void main(String[] arguments) throws InterruptedException {
      RunLock.Attempt taken = RunLock.take(Path.of(arguments[0]), List.of("m", PLACE), "other");
      System.out.println(taken instanceof Taken ? "held" : "not held");
      new CountDownLatch(1).await();
    }
  }
}
