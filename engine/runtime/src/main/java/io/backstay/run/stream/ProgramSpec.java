package io.backstay.run.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to start. Arguments stay what they are: there is no shell in between.
 *
 * @param argv program and arguments
 * @param environment variables beside the small fixed base: {@code PATH HOME TZ} as they are here,
 *     {@code LANG} and {@code LC_ALL} as C.UTF-8; nothing else is inherited
 * @param directory working directory; null for this process' own
 * @param input where its standard input comes from
 * @param grace how long it may take to end by itself after it was asked to
 */
public record ProgramSpec(
    List<String> argv,
    Map<String, String> environment,
    @Nullable Path directory,
    Input input,
    Duration grace) {

  private static final Duration GRACE = Duration.ofSeconds(2);

  public ProgramSpec {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty() || argv.getFirst().isEmpty() || argv.getFirst().startsWith("-")) {
      throw new IllegalArgumentException("no program in " + argv);
    }
  }

  /** Where standard input comes from. */
  public sealed interface Input {
    /** At its end from the start. */
    record None() implements Input {}

    /** What is written to {@link ProgramRun#input}. */
    record Written() implements Input {}

    /** A file, handed over open. */
    record From(Path file) implements Input {}
  }

  /** A program with nothing on standard input. */
  public static ProgramSpec of(String... argv) {
    return new ProgramSpec(List.of(argv), Map.of(), null, new Input.None(), GRACE);
  }

  /** The same with these variables. */
  public ProgramSpec with(Map<String, String> variables) {
    return new ProgramSpec(argv, variables, directory, input, grace);
  }

  /** The same with this input. */
  public ProgramSpec with(Input source) {
    return new ProgramSpec(argv, environment, directory, source, grace);
  }

  /** The same in this directory. */
  public ProgramSpec in(@Nullable Path working) {
    return new ProgramSpec(argv, environment, working, input, grace);
  }

  /** The same with this time to end by itself. */
  public ProgramSpec with(Duration patience) {
    return new ProgramSpec(argv, environment, directory, input, patience);
  }

  /** The program's own name, for messages: arguments may be private. */
  public String name() {
    return String.valueOf(Path.of(argv.getFirst()).getFileName());
  }
}
