package io.backstay.plans.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The threads of another process. */
final class Threads {
  private Threads() {}

  /** Waits until none of them does anything any more; false when the process has ended instead. */
  static boolean standStill(Process process) {
    while (process.isAlive()) {
      if (states(process).stream().allMatch("T"::equals)) {
        return true;
      }
      LockSupport.parkNanos(50_000);
    }
    return false;
  }

  private static List<String> states(Process process) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
      return threads.map(Threads::state).toList();
    } catch (IOException e) {
      return List.of("gone");
    }
  }

  /** The letter behind its name, which stands in brackets. */
  private static String state(Path thread) {
    try {
      String all = Files.readString(thread.resolve("stat"));
      return all.substring(all.lastIndexOf(')') + 2).substring(0, 1);
    } catch (IOException e) {
      return "gone";
    }
  }
}
