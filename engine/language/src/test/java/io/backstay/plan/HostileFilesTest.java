package io.backstay.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.CoverageAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to harm are refused in a process that has hardly any memory. */
class HostileFilesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource
  void isRefusedInASmallHeap(String what, String content, String refusal) throws Exception {
    Path file = Files.writeString(directory.resolve("hostile.yaml"), content);

    assertThat(readIn64Megabytes(file)).describedAs(what).startsWith(refusal);
  }

  static Stream<Arguments> isRefusedInASmallHeap() {
    return Stream.of(
        Arguments.of(
            "a tag that names a class",
            "a: !!javax.script.ScriptEngineManager [x]\n",
            "E106 f:1:4"),
        Arguments.of("billion laughs", laughs(), "E105 f:1:4"),
        Arguments.of(
            "an alias of a scalar, many times",
            "a: &x lol\nb: [" + "*x,".repeat(100_000) + "]\n",
            "E105 f:1:4"),
        Arguments.of("an alias of itself", "a: &x [*x]\n", "E105 f:1:4"),
        Arguments.of("deep lists", "a: " + "[".repeat(10_000) + "]".repeat(10_000), "E109 f:1:35"),
        Arguments.of("deep maps", "a: " + "{a: ".repeat(10_000), "E109 f:1:"),
        Arguments.of("deep blocks", deepBlocks(), "E109 f:"),
        Arguments.of("a million keys", keys(1_000_000), "E109 f:1:1"),
        Arguments.of("as many keys as fit", keys(90_000), "E109 f:"),
        Arguments.of("one very long line", "a: " + "b ".repeat(500_000), "read"),
        Arguments.of("a key of a megabyte", "k".repeat(1_000_000) + ": b\n", "E103"));
  }

  @Test
  void aFileOfAHundredMegabytesIsNotReadToItsEnd() throws Exception {
    Path file = directory.resolve("large.yaml");
    try (var out = Files.newBufferedWriter(file, UTF_8)) {
      for (int i = 0; i < 100; i++) {
        out.write("a".repeat(1 << 20));
      }
    }

    assertThat(readIn64Megabytes(file)).startsWith("E109 f:1:1 a plan file is at most 1 MiB");
  }

  @Test
  void whatIsNoFileIsNotOpened() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(readIn64Megabytes(pipe)).startsWith("E100 null `f` is not a file");
    assertThat(readIn64Megabytes(directory)).startsWith("E100 null `f` is not a file");
    assertThat(readIn64Megabytes(directory.resolve("none")))
        .startsWith("E100 null there is no file `f`");
  }

  @ParameterizedTest
  @MethodSource
  void charactersNobodySeesAreRefused(byte[] content, String refusal) throws IOException {
    Path file = Files.write(directory.resolve("unseen.yaml"), content);

    assertThat(Refusal.of(file)).isEqualTo(refusal);
  }

  static Stream<Arguments> charactersNobodySeesAreRefused() {
    return Stream.of(
        Arguments.of("a: b\n\tc: d".getBytes(UTF_8), "E107 f:2:1 a plan file contains no tabs"),
        Arguments.of(
            new byte[] {'a', ':', '\n', (byte) 0xC3, '('}, "E110 f:2:1 a plan file is UTF-8"),
        Arguments.of(new byte[] {'a', (byte) 0xE2, (byte) 0x82}, "E110 f:1:2 a plan file is UTF-8"),
        Arguments.of(
            "a: \u0000".getBytes(UTF_8), "E110 f:1:4 a plan file contains no control characters"),
        Arguments.of(
            "a: b \u202E c".getBytes(UTF_8),
            "E110 f:1:6 a plan file contains no control characters"),
        Arguments.of(
            "a: \u2067 c".getBytes(UTF_8), "E110 f:1:4 a plan file contains no control characters"),
        Arguments.of(
            "a: \u2028 c".getBytes(UTF_8), "E110 f:1:4 a plan file contains no control characters"),
        Arguments.of(
            "a: \uFEFF".getBytes(UTF_8), "E110 f:1:4 a plan file contains no control characters"),
        Arguments.of(
            "a: \uFFFF".getBytes(UTF_8), "E110 f:1:4 a plan file contains no control characters"),
        Arguments.of("'<<': b".getBytes(UTF_8), "read"),
        Arguments.of("\uFEFFa: b".getBytes(UTF_8), "read"),
        Arguments.of("a: \u00FC\u20AC\uD83D\uDE00\r\nb: c\r\n".getBytes(UTF_8), "read"));
  }

  private static String readIn64Megabytes(Path file) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx64m");
    command.addAll(CoverageAgent.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Refusal.class.getName()));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return said;
  }

  /** Reads a file in a process of its own and prints what was wrong with it. */
  static final class Refusal {
    private Refusal() {}

    @SuppressWarnings("SystemOut") // this is a program
    public static void main(String... args) {
      System.out.println(of(Path.of(args[0])));
    }

    static String of(Path file) {
      try {
        YamlTree.read(PlanFile.read(file, "f", new HashMap<>()));
        return "read";
      } catch (Unreadable e) {
        Problem problem = e.problem();
        return problem.code() + " " + problem.position() + " " + problem.message();
      }
    }
  }

  private static String laughs() {
    StringBuilder text = new StringBuilder("a: &a [lol, lol]\n");
    for (char c = 'b'; c < 'z'; c++) {
      char before = (char) (c - 1);
      text.append(c).append(": &").append(c).append(" [*").append(before).append(", *");
      text.append(before).append("]\n");
    }
    return text.toString();
  }

  private static String deepBlocks() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    return text.toString();
  }

  private static String keys(int number) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < number; i++) {
      text.append('k').append(i).append(": v\n");
    }
    return text.toString();
  }
}
