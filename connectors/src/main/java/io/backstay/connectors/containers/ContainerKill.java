package io.backstay.connectors.containers;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ends a program inside a container and everything it started. */
final class ContainerKill {

  private static final Path PROC = Path.of("/proc");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  // The only shell text there is; the mark comes as an argument. The loop's own environment does
  // not carry the mark, so it does not find itself.
  private static final String SCRIPT =
      "for p in /proc/[0-9]*; do"
          + " grep -q \"$1\" \"$p/environ\" 2>/dev/null && kill -9 \"${p#/proc/}\"; done; true";

  private final DockerSocket socket;
  private final String container;
  private final String exec;
  private final String mark;
  private final @Nullable String user;

  ContainerKill(
      DockerSocket socket, String container, String exec, String mark, @Nullable String user) {
    this.socket = socket;
    this.container = container;
    this.exec = exec;
    this.mark = ContainerCommand.MARK + "=" + mark;
    this.user = user;
  }

  /** Whether it has ended afterwards. */
  boolean kill() {
    try {
      return ended(Duration.ZERO) || (fromHere() && ended(PATIENCE)) || fromInside();
    } catch (Failure e) {
      return false;
    }
  }

  private boolean ended(Duration within) {
    return Poll.briefly(within).until(() -> !socket.state(exec).running());
  }

  private boolean fromHere() {
    List<ProcessHandle> found = marked();
    found.stream()
        .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
        .forEach(ProcessHandle::destroyForcibly);
    return !found.isEmpty();
  }

  /** Whether a shell inside the container has ended it. */
  boolean fromInside() {
    List<String> argv = List.of("sh", "-c", SCRIPT, "sh", mark);
    try (ContainerProgram shell =
        socket.start(container, new ContainerCommand(argv, Map.of(), user, false))) {
      shell.await();
    }
    return ended(PATIENCE);
  }

  private List<ProcessHandle> marked() {
    List<ProcessHandle> found = new java.util.ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path process : processes) {
        if (carriesMark(process.resolve("environ"))) {
          long pid = Long.parseLong(process.getFileName().toString());
          ProcessHandle.of(pid).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  // Other users' environments, and those of processes that end meanwhile, cannot be read.
  private boolean carriesMark(Path environment) {
    try {
      return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1)
          .contains(mark);
    } catch (IOException e) {
      return false;
    }
  }
}
