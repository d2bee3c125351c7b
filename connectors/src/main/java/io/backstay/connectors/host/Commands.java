package io.backstay.connectors.host;

import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that the commands of a plan look after.
 *
 * @param params the commands
 * @param tools starts programs
 */
record Commands(ProcessType.Params params, Tools tools) implements Control {
  private static final int DOES_NOT_RUN = 1;
  private static final Duration BEGIN = Duration.ofSeconds(5);
  private static final Path NOWHERE = Path.of("/dev/null");

  /**
   * In a session of its own, so that it outlives whoever starts it. That its output has gone where
   * it belongs is the end of what we read, and says that this has come about.
   */
  private static final List<String> DETACHED =
      List.of("setsid", "--fork", "--", "sh", "-c", "exec \"$@\" < /dev/null >> \"$0\" 2>&1");

  @Override
  public State state() {
    Program.Exit exit = run(params.running());
    return switch (exit.code()) {
      case 0 -> new State(true, false, "running");
      case DOES_NOT_RUN -> new State(false, true, "not running");
      default ->
          throw failed("running", params.running(), exit)
              .help("It has to end with 0 when the process runs, with 1 when it does not.");
    };
  }

  /** A process that is not there cannot be stopped, which is no reason to complain. */
  @Override
  public void stop() {
    Program.Exit exit = run(params.stop());
    if (!exit.ok() && !state().down()) {
      throw failed("stop", params.stop(), exit);
    }
  }

  @Override
  public void kill() {
    if (params.kill().isEmpty()) {
      throw Failure.of("R618", "the process did not end in time, and the plan has no `kill` for it")
          .help("give it more time, `grace`, or say what ends it:  kill: [pkill, -KILL, -x, app]");
    }
    Program.Exit exit = run(params.kill());
    if (!exit.ok() && !state().down()) {
      throw failed("kill", params.kill(), exit);
    }
  }

  @Override
  public void start() {
    if (state().up()) {
      return;
    }
    List<String> argv = new ArrayList<>(DETACHED);
    argv.add((params.log() == null ? NOWHERE : params.log()).toString());
    argv.addAll(params.start());
    Program.Exit exit = run(argv);
    if (!exit.ok()) {
      throw failed("start", params.start(), exit);
    }
    if (!new Waiting(BEGIN, tools).until(() -> state().up())) {
      String see = params.log() == null ? "" : ", see " + params.log();
      throw Failure.of(
              "R615", "`" + params.start().getFirst() + "` was started and does not run" + see)
          .help(help());
    }
  }

  @Override
  public String help() {
    return params.log() == null
        ? "Name a file for what it prints, which may say why:  log: app.log"
        : "What it printed may say why: " + params.log();
  }

  private Program.Exit run(List<String> argv) {
    Command command = new Command(argv, Map.of(), Map.of(), params.workingDirectory());
    try (Program program = tools.start(command)) {
      program.input().close();
      String said = new String(program.output().readAllBytes(), StandardCharsets.UTF_8);
      said.lines().forEach(tools::log);
      return program.await();
    } catch (IOException e) {
      throw Failure.of("R618", "`" + argv.getFirst() + "` could not be read").because(e);
    }
  }

  private static Failure failed(String what, List<String> argv, Program.Exit exit) {
    return Failure.of(
        "R618",
        "`%s` of the service, `%s`, ended with %d: %s"
            .formatted(what, argv.getFirst(), exit.code(), exit.stderr().strip()));
  }
}
