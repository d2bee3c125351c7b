package io.backstay.run.stream;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program and all it has started. Programs start in a session of their own, so that children
 * whose parent is gone are still found; children who have left the session are found while their
 * parents live.
 */
final class ProcessTree {
  private static final Duration KILL_FOR = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 10;

  private final ProcessHandle leader;
  private final boolean ownSession;

  ProcessTree(ProcessHandle leader, boolean ownSession) {
    this.leader = leader;
    this.ownSession = ownSession;
  }

  /** Asks all to end. */
  void terminate() {
    each(ProcessHandle::destroy);
  }

  /** Asks all to end, and ends those who have not done so in time; never fails. */
  void end(Duration grace) {
    terminate();
    if (!goneWithin(grace, p -> {})) {
      goneWithin(KILL_FOR, ProcessHandle::destroyForcibly);
    }
  }

  /** Looks until nobody is left; whoever forks meanwhile is seen the next time. */
  private boolean goneWithin(Duration time, Consumer<ProcessHandle> act) {
    long deadline = System.nanoTime() + time.toNanos();
    boolean interrupted = false;
    while (each(act) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !each(act);
  }

  /** Does something to everyone alive; false when nobody is. */
  private boolean each(Consumer<ProcessHandle> act) {
    List<ProcessHandle> alive = alive();
    alive.forEach(act);
    return !alive.isEmpty();
  }

  private List<ProcessHandle> alive() {
    Stream<ProcessHandle> heads = Stream.concat(Stream.of(leader), session().stream());
    return heads
        .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
        .distinct()
        .filter(p -> p.isAlive() && !ProcessStat.of(p.pid()).map(ProcessStat::zombie).orElse(false))
        .toList();
  }

  private List<ProcessHandle> session() {
    List<ProcessHandle> members = new ArrayList<>();
    if (ownSession) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(ProcessStat.PROC, "[0-9]*")) {
        for (Path process : all) {
          long pid = Long.parseLong(process.getFileName().toString());
          if (ProcessStat.of(pid).filter(s -> s.session() == leader.pid()).isPresent()) {
            ProcessHandle.of(pid).ifPresent(members::add);
          }
        }
      } catch (IOException e) {
        // No list of processes here: those below the leader are all that can be found.
      }
    }
    return members;
  }
}
