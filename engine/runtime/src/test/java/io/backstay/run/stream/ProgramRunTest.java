package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.ProgramSpec.Input;
import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramRunTest {
  /** Starts children in every way a child can get away, writes their numbers, and waits. */
  private static final String FAMILY =
      """
      trap '' SIGNAL
      sleep 1000 & echo $! > pids/child
      (sh -c 'sleep 1000 & echo $! > pids/orphan') &
      setsid sh -c 'echo $$ > pids/other-session; sleep 1001; sleep 1002' &
      sh -c "trap '' TERM; while :; do sleep 1000; done" & echo $! > pids/stubborn
      echo $$ > pids/leader
      wait; wait; wait; wait
      sleep 1000
      """;

  @TempDir Path folder;

  @Test
  void whatItWritesItsExitCodeAndItsLastWordsAreTold() throws IOException {
    try (ProgramRun run = start("sh", "-c", "echo out; echo oops >&2; exit 3")) {
      assertThat(text(run.output())).isEqualTo("out\n");
      Exit exit = run.await();
      assertThat(exit).isEqualTo(new Exit(3, "oops\n"));
      assertThat(exit.ok()).isFalse();
      assertThat(exit.shown("sh")).isEqualTo("`sh` exited with 3: oops");
    }
  }

  @Test
  void aSignalShowsAs128AndItsNumber() throws IOException {
    try (ProgramRun run = start("sh", "-c", "kill -TERM $$")) {
      Exit exit = run.await();
      assertThat(exit.code()).isEqualTo(128 + 15);
      assertThat(exit.shown("sh")).isEqualTo("`sh` exited with 143 (signal 15)");
    }
  }

  @Test
  void ofALongStandardErrorTheEndIsKept() throws IOException {
    try (ProgramRun run = start("sh", "-c", "seq 1 200000 >&2; echo the end >&2")) {
      String kept = run.await().stderr();
      assertThat(kept).hasSize(64 * 1024).endsWith("199999\n200000\nthe end\n");
    }
  }

  @Test
  void argumentsReachItAsTheyAre() throws IOException {
    String[] nasty = {"$(id)", "; rm -rf /", "a b", "'\"", "", "-n", "new\nline", "ü"};
    String[] argv = new String[nasty.length + 2];
    argv[0] = "printf";
    argv[1] = "<%s>";
    System.arraycopy(nasty, 0, argv, 2, nasty.length);
    try (ProgramRun run = start(argv)) {
      assertThat(text(run.output()))
          .isEqualTo(String.join("", Arrays.stream(nasty).map(a -> "<" + a + ">").toList()));
    }
  }

  @Test
  void itsEnvironmentIsTheBaseAndWhatWasGiven() throws IOException {
    ProgramSpec spec = ProgramSpec.of("env").with(Map.of("PGPASSFILE", "/x", "TZ", "UTC"));
    try (ProgramRun run = ProgramRun.start(spec)) {
      List<String> names = text(run.output()).lines().map(l -> l.split("=")[0]).toList();
      assertThat(names)
          .containsExactlyInAnyOrder("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PGPASSFILE");
    }
  }

  @Test
  void nothingIsOnItsInputUnlessItIsGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("in"), "from a file");
    assertThat(catOf(new Input.None(), "")).isEmpty();
    assertThat(catOf(new Input.Written(), "written")).isEqualTo("written");
    assertThat(catOf(new Input.From(file), "")).isEqualTo("from a file");
  }

  @Test
  void itHasNoTerminalToAskForAPasswordOn() throws IOException {
    try (ProgramRun run = start("sh", "-c", "ps -o tty= -p $$; : < /dev/tty")) {
      assertThat(text(run.output()).trim()).isEqualTo("?");
      assertThat(run.await().ok()).isFalse();
    }
  }

  @Test
  void outputNobodyReadsDoesNotBlockIt() throws IOException {
    try (ProgramRun run = start("seq", "1", "1000000")) {
      assertThat(run.await().ok()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-program-anywhere", "/no/such/program", "./nothing"})
  void aMissingProgramIsToldApartFromAFailingOne(String program) {
    assertThatThrownBy(() -> start(program))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROGRAM))
        .hasMessageContaining("there is no program `" + program + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HUP", "TERM"})
  void killingItEndsEverythingItStarted(String ignoring) throws IOException {
    try (ProgramRun run = family(ignoring)) {
      run.kill();
      assertThat(alive()).isEmpty();
      assertThat(run.await().ok()).isFalse();
    }
  }

  @Test
  void closingItBeforeItsEndKillsIt() throws IOException {
    family("HUP").close();
    assertThat(alive()).isEmpty();
  }

  @Test
  void whenItTakesTooLongItIsEnded() throws IOException {
    try (ProgramRun run = family("HUP")) {
      assertThatThrownBy(() -> run.await(Duration.ofMillis(50), () -> false))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
      assertThat(alive()).isEmpty();
    }
  }

  @Test
  void whenItIsCancelledItIsEnded() throws IOException {
    try (ProgramRun run = family("HUP")) {
      assertThatThrownBy(() -> run.await(Duration.ofDays(1), () -> true))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
      assertThat(alive()).isEmpty();
    }
  }

  @Test
  void aServerItWasToldToStartLivesOn() throws IOException {
    Files.createDirectory(folder.resolve("pids"));
    ProgramSpec spec =
        ProgramSpec.of("sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo $! > pids/server").in(folder);
    try (ProgramRun run = ProgramRun.start(spec)) {
      assertThat(run.await().ok()).isTrue();
    }
    assertThat(alive()).containsExactly("server");
    ProcessHandle.of(pid("server")).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void aStreamThroughAProgramIsCompleteOnlyWhenItExitsAsItShould() throws IOException {
    Path file = folder.resolve("x.zst");
    ProgramProducer good =
        new ProgramProducer(ProgramSpec.of("sh", "-c", "seq 1 100000; exit 1"), Set.of(0, 1));
    Pipeline.store(good, Destination.of(file));
    assertThat(Tool.run(folder, "zstdcat", "x.zst"))
        .isEqualTo(Tool.run(folder, "seq", "1", "100000"));
    assertThat(good.exit().code()).isEqualTo(1);

    ProgramProducer bad =
        new ProgramProducer(
            ProgramSpec.of("sh", "-c", "seq 1 100000; echo lost connection >&2; exit 1"),
            Set.of(0));
    assertThatThrownBy(() -> Pipeline.store(bad, Destination.of(folder.resolve("y.zst"))))
        .isInstanceOf(StreamException.class)
        .hasMessage("`sh` exited with 1: lost connection");
    assertThat(folder.resolve("y.zst")).doesNotExist();
  }

  @Test
  void cancellingAPipelineEndsItsProgram() throws IOException {
    Files.createDirectory(folder.resolve("pids"));
    ProgramSpec spec =
        ProgramSpec.of("sh", "-c", "sleep 1000 & echo $! > pids/child; echo $$ > pids/leader; yes")
            .in(folder);
    Destination to =
        Destination.of(folder.resolve("out/x.zst"))
            .with(bytes -> {}, () -> Files.exists(folder.resolve("pids/leader")));

    assertThatThrownBy(() -> Pipeline.store(new ProgramProducer(spec, Set.of(0)), to))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    assertThat(alive()).isEmpty();
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }

  private ProgramRun family(String ignoring) throws IOException {
    Files.createDirectory(folder.resolve("pids"));
    ProgramSpec spec =
        ProgramSpec.of("sh", "-c", FAMILY.replace("SIGNAL", ignoring))
            .in(folder)
            .with(Duration.ofMillis(300));
    ProgramRun run = ProgramRun.start(spec);
    Awaitility.await()
        .until(
            () ->
                alive().size() == 5
                    && alive().containsAll(List.of("child", "orphan", "other-session")));
    return run;
  }

  /** Of the processes that wrote their numbers, those that still run. */
  private List<String> alive() throws IOException {
    try (var names = Files.list(folder.resolve("pids"))) {
      return names.map(p -> p.getFileName().toString()).filter(this::lives).sorted().toList();
    }
  }

  private boolean lives(String name) {
    long pid = pid(name);
    return pid > 0 && ProcessStat.of(pid).filter(s -> !s.zombie()).isPresent();
  }

  private long pid(String name) {
    try {
      String text = Files.readString(folder.resolve("pids").resolve(name)).trim();
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ProgramRun start(String... argv) throws IOException {
    return ProgramRun.start(ProgramSpec.of(argv));
  }

  private static String catOf(Input input, String written) throws IOException {
    try (ProgramRun run = ProgramRun.start(ProgramSpec.of("cat").with(input))) {
      if (!written.isEmpty()) {
        try (OutputStream in = run.input()) {
          in.write(written.getBytes(StandardCharsets.UTF_8));
        }
      }
      return text(run.output());
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
