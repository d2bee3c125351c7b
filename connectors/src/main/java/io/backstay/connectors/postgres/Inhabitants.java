package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes of a server that has a directory for itself. They are known by where they are, so
 * that they are found whatever their server has written about them, and however far it came.
 *
 * @param home the directory, as the system calls it
 */
record Inhabitants(Path home) {
  /** Somebody else who is there only looks. */
  private static final Set<String> PROGRAMS = Set.of("initdb", "pg_ctl", "postgres", "runuser");

  private static final Duration POLITE = Duration.ofSeconds(20);
  private static final Duration DYING = Duration.ofSeconds(10);

  /**
   * Ends all of them: asked to, a server frees what it has of the host; then by force.
   *
   * @throws Failure when somebody stays
   */
  void end() {
    long deadline = System.nanoTime() + POLITE.toNanos();
    for (List<ProcessHandle> all = all(); !all.isEmpty(); all = all()) {
      boolean polite = System.nanoTime() < deadline;
      all.forEach(polite ? ProcessHandle::destroy : ProcessHandle::destroyForcibly);
      boolean gone = gone(all.getFirst(), polite ? Duration.ofMillis(200) : DYING);
      if (!gone && !polite) {
        throw Failure.of("R771", "process " + all.getFirst().pid() + " in `" + home + "` stays")
            .help("End it, then remove the directory: it holds a copy of restored data.");
      }
    }
  }

  private static boolean gone(ProcessHandle process, Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  List<ProcessHandle> all() {
    return ProcessHandle.allProcesses().filter(this::lives).toList();
  }

  private boolean lives(ProcessHandle process) {
    Path about = Path.of("/proc", String.valueOf(process.pid()));
    try {
      if (!Files.readSymbolicLink(about.resolve("cwd")).startsWith(home)) {
        return false;
      }
      Path program = Files.readSymbolicLink(about.resolve("exe")).getFileName();
      // A program that was replaced by an update has a note behind its name.
      return program != null && PROGRAMS.contains(program.toString().split(" ", 2)[0]);
    } catch (IOException gone) {
      return false;
    }
  }
}
