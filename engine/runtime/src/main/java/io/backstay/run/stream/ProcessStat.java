package io.backstay.run.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says about a process.
 *
 * @param zombie whether it has ended and only waits for its parent to notice
 * @param session the session it belongs to
 */
record ProcessStat(boolean zombie, long session) {
  static final Path PROC = Path.of("/proc");

  /** Of the fields that follow the name, the state is the first and the session the fourth. */
  private static final int STATE = 0;

  private static final int SESSION = 3;

  /** Empty when there is no such process, or no such file system. */
  static Optional<ProcessStat> of(long pid) {
    try {
      Path file = PROC.resolve(Long.toString(pid)).resolve("stat");
      String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
      // The name may hold anything, so count from the bracket that closes it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new ProcessStat(fields[STATE].equals("Z"), Long.parseLong(fields[SESSION])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
