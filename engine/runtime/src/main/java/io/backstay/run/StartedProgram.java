package io.backstay.run;

import io.backstay.run.stream.ProgramRun;
import io.backstay.run.stream.ProgramSpec;
import io.backstay.run.stream.StreamException;
import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A program of a step: it ends with the step, and says nothing that has to stay hidden. */
final class StartedProgram implements Program {
  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final int TAIL = 64 * 1024;

  private final ProgramRun program;
  private final Run run;
  private final Cancel cancel;
  private final Runnable forget;

  private StartedProgram(ProgramRun program, Run run, Cancel cancel) {
    this.program = program;
    this.run = run;
    this.cancel = cancel;
    this.forget = cancel.onCancel(program::terminate);
  }

  /** Starts it; its secrets are fetched now. */
  static StartedProgram start(Command command, Run run, Cancel cancel) {
    Map<String, String> environment = new LinkedHashMap<>(command.environment());
    command.secrets().forEach((name, secret) -> environment.put(name, variable(name, secret, run)));
    Path directory = Objects.requireNonNullElse(command.directory(), run.projectRoot());
    if (!Files.isDirectory(directory)) {
      throw Failure.of(
          "R107",
          "`%s` cannot be started in `%s`: there is no such directory"
              .formatted(command.argv().getFirst(), directory));
    }
    ProgramSpec spec =
        ProgramSpec.of(command.argv().toArray(String[]::new))
            .with(environment)
            .with(new ProgramSpec.Input.Written())
            .in(directory);
    try {
      return new StartedProgram(ProgramRun.start(spec), run, cancel);
    } catch (IOException e) {
      throw StreamFailures.of(e);
    }
  }

  private static String variable(String name, Secret secret, Run run) {
    String value = run.secrets().reveal(secret);
    if (value.indexOf('\0') >= 0) {
      throw Failure.of("R107", "the secret for `" + name + "` contains a NUL character")
          .help("no variable can hold one: store the secret as text");
    }
    return value;
  }

  @Override
  public InputStream output() {
    return program.output();
  }

  @Override
  public OutputStream input() {
    return program.input();
  }

  @Override
  public Exit await() {
    try {
      var exit = program.await(FOREVER, cancel::cancelled);
      return new Exit(exit.code(), run.secrets().hide(whole(exit.stderr())));
    } catch (StreamException e) {
      cancel.check();
      throw StreamFailures.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      forget.run();
    }
  }

  /** Without the line that was cut at the front: half a secret cannot be recognised. */
  private static String whole(String stderr) {
    return stderr.length() < TAIL ? stderr : stderr.substring(stderr.indexOf('\n') + 1);
  }

  @Override
  public void close() {
    forget.run();
    program.close();
  }
}
