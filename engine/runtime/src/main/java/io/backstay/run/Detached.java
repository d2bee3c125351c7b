package io.backstay.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes that a signal to this one's terminal, or the end of it, does not reach: it is this
 * process that tells them.
 */
public final class Detached {
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private Detached() {}

  /** The command that starts another one like that; as it is on hosts that cannot do it. */
  public static List<String> command(List<String> command) {
    Stream<String> setsid =
        SETSID.stream().filter(Files::isExecutable).limit(1).map(Path::toString);
    return Stream.concat(setsid, command.stream()).toList();
  }
}
