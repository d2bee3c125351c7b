package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Command;
import io.backstay.spi.Op;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramOpTest {
  @TempDir Path directory;
  private final MemoryStore store = new MemoryStore("shelf");
  private final Thing thing = new Thing();
  private final Spring spring = new Spring();
  private Bench bench = new Bench(Path.of(""));

  @BeforeEach
  void bench() {
    bench = new Bench(directory);
  }

  private RunRecord run(Op... ops) {
    Node step = Programs.step("a", Guard.ALWAYS, List.of(ops));
    Program program =
        Programs.of(
            "20260213_020000-0001", List.of(step), List.of(), List.of(), thing, spring, store);
    return bench.run(program);
  }

  private static Trouble cause(RunRecord record) {
    return Objects.requireNonNull(record.cause());
  }

  @Test
  void aProgramIsJudgedByItsExitCode() {
    assertThat(run(program(Set.of(0), false, "sh", "-c", "exit 0")).state()).isEqualTo(RunState.OK);
  }

  @Test
  void aProgramThatExitsOtherwiseFailsTheStepWithItsLastWords() {
    RunRecord record =
        run(program(Set.of(0), true, "sh", "-c", "echo one >&2; echo two >&2; exit 3"));
    assertThat(cause(record).message()).isEqualTo("`sh` exited with 3: one; two");
    assertThat(bench.log).contains("a: one", "a: two");
  }

  @Test
  void aProgramThatIsKilledSaysBySignal() {
    RunRecord record = run(program(Set.of(0), false, "sh", "-c", "kill -9 $$"));
    assertThat(cause(record).message()).isEqualTo("`sh` exited with 137 (signal 9)");
  }

  @Test
  void aProgramThatDoesNotExistIsNamed() {
    RunRecord record = run(program(Set.of(0), false, "no-such-program-anywhere"));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(cause(record).message()).contains("no-such-program-anywhere");
  }

  @Test
  void aDirectoryThatDoesNotExistIsNamed() {
    Path nowhere = directory.resolve("nowhere");
    Command command = new Command(List.of("sh"), Map.of(), Map.of(), nowhere);
    RunRecord record = run(new Op.Run(command, Set.of(0), false));
    assertThat(cause(record).message())
        .isEqualTo("`sh` cannot be started in `" + nowhere + "`: there is no such directory");
  }

  @Test
  void aProgramEndsWithItsStepAndAllItsChildren() {
    Path pids = directory.resolve("pids");
    String script = "sleep 1000 & echo $! $$ > '" + pids + "'; wait";
    Node.Step step = Programs.timed("a", List.of(program(Set.of(0), false, "sh", "-c", script)));
    RunRecord record =
        bench.run(Programs.of("20260213_020000-0001", List.of(step), List.of(), List.of(), thing));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(cause(record).message()).isEqualTo("it took longer than 500ms");
    assertThat(pids(pids)).hasSize(2).noneMatch(ProgramOpTest::lives);
  }

  private static List<String> pids(Path file) {
    try {
      return List.of(Files.readString(file).trim().split(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that nobody has buried yet is dead all the same. */
  private static boolean lives(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private static Op program(Set<Integer> expect, boolean capture, String... argv) {
    return new Op.Run(Command.of(argv), expect, capture);
  }
}
