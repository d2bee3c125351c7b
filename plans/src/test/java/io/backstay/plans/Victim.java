package io.backstay.plans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command that is killed when the journal of its run has come to a certain event. */
final class Victim {
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Cli cli;
  private final Path state;
  private final Path output;

  /**
   * A victim.
   *
   * @param state its state directory
   * @param output a file for what it prints
   */
  Victim(Cli cli, Path state, Path output) {
    this.cli = cli;
    this.state = state;
    this.output = output;
  }

  /**
   * Starts it, and kills it as soon as so many events are in its journal.
   *
   * @return whether it was killed; it may have ended before
   */
  boolean dieAt(int events, String... arguments) throws IOException, InterruptedException {
    Set<Path> before = journals();
    Process process = cli.start(output, arguments);
    while (process.isAlive() && events(before) < events) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    process.destroyForcibly();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not die");
    }
    return process.exitValue() == 128 + 9;
  }

  private long events(Set<Path> before) throws IOException {
    for (Path journal : journals()) {
      if (!before.contains(journal)) {
        return Files.readString(journal).chars().filter(c -> c == '\n').count();
      }
    }
    return 0;
  }

  private Set<Path> journals() throws IOException {
    Path runs = state.resolve("runs");
    if (Files.notExists(runs)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(runs)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The events of the last run, as they stand in the journal. */
  List<String> journal() throws IOException {
    return Files.readAllLines(last());
  }

  /** The id of the last run. */
  String lastRun() throws IOException {
    return last().getFileName().toString().replace(".jsonl", "");
  }

  private Path last() throws IOException {
    return Collections.max(journals());
  }
}
