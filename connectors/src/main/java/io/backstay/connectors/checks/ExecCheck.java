package io.backstay.connectors.checks;

import io.backstay.connectors.steps.Programs;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Command;
import io.backstay.spi.DeepCheckType;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Primary;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The check {@code exec}. */
@Doc(
    "Runs a program, without a shell, and looks at its exit code or at what it prints. Previews"
        + " name it and never run it.")
public final class ExecCheck implements DeepCheckType<ExecCheck.Params> {
  private static final int LONGEST = 64 << 10;

  /**
   * Parameters.
   *
   * @param run program and arguments
   * @param expect the exit code
   * @param output what it prints; null does not matter
   * @param workingDirectory where it runs; null for the project root
   */
  public record Params(
      @Primary @Doc(value = "The program and its arguments.", example = "[pg_isready, -q]")
          List<String> run,
      @Doc(value = "What its exit code has to be.", example = "0") @Default("0") Expect expect,
      @Doc(value = "What it has to print, without line breaks at the end.", example = "ready")
          @Nullable Expect output,
      @Doc(value = "Where it runs; the project root when left out.", example = "backend/")
          @Nullable Path workingDirectory) {

    /** Refuses what no process can be started with. */
    public Params {
      run = List.copyOf(run);
      Programs.refuseUnusable("run", run);
    }
  }

  @Override
  public String name() {
    return "exec";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Verdict check(Params params, CheckWorld world, Tools tools) {
    Command command = new Command(params.run(), Map.of(), Map.of(), params.workingDirectory());
    String program = params.run().getFirst();
    try (Program started = tools.start(command)) {
      String printed = printed(started.output());
      Program.Exit exit = started.await();
      Expect output = params.output();
      Verdict code =
          Expectation.of(params.expect())
              .verdict("the exit code of `" + program + "`", exit.code());
      return code instanceof Verdict.Passed && output != null
          ? Expectation.of(output).verdict("the output of `" + program + "`", printed)
          : withComplaint(code, exit);
    } catch (IOException e) {
      throw Failure.of("R520", "cannot read what `" + program + "` prints").because(e);
    }
  }

  private static String printed(InputStream output) throws IOException {
    byte[] first = output.readNBytes(LONGEST);
    output.skip(Long.MAX_VALUE);
    return new String(first, StandardCharsets.UTF_8).stripTrailing();
  }

  /** What a program says when it fails is worth more than its code. */
  private static Verdict withComplaint(Verdict verdict, Program.Exit exit) {
    String last = exit.stderr().strip().lines().reduce("", (before, line) -> line);
    return verdict instanceof Verdict.NotPassed bad && !last.isEmpty()
        ? new Verdict.NotPassed(
            bad.expected(),
            bad.actual(),
            bad.summary() + ": " + last,
            bad.facts().and(Facts.of("stderr", last)))
        : verdict;
  }
}
