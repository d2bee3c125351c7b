package io.backstay.connectors.containers;

import io.backstay.connectors.files.Disk;
import io.backstay.spi.Program.Exit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A volume as a running container sees it, changed by that container's own {@code mv}, {@code rm}
 * and the like. Only programs that both GNU and busybox have, and only words both understand; every
 * path is absolute and an argument of its own.
 */
final class ContainerDisk implements Disk {

  private final DockerSocket socket;
  private final String container;

  ContainerDisk(DockerSocket socket, String container) {
    this.socket = socket;
    this.container = container;
  }

  @Override
  public boolean exists(Path path) throws IOException {
    // A link that leads nowhere exists, too.
    return test("-e", path) || test("-L", path);
  }

  private boolean test(String how, Path path) throws IOException {
    Result result = run("test", how, path.toString());
    if (result.exit.code() > 1) {
      throw result.failure();
    }
    return result.exit.ok();
  }

  @Override
  public boolean ownDirectory(Path path) throws IOException {
    return ok("stat", "-c", "%F %u", path.toString()).strip().equals("directory 0");
  }

  @Override
  public List<Path> children(Path directory) throws IOException {
    String names = ok("find", directory.toString(), "-mindepth", "1", "-maxdepth", "1", "-print0");
    return Arrays.stream(names.split("\0"))
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .sorted()
        .toList();
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    ok("mkdir", "-m", "700", directory.toString());
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    ok("mv", from.toString(), to.toString());
  }

  @Override
  public void renameChildren(Path from, Path to, String except) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("find", from.toString(), "-mindepth", "1", "-maxdepth", "1"));
    command.addAll(List.of("!", "-path", from + "/" + except));
    command.addAll(List.of("-exec", "mv", "-n", "{}", to + "/", ";"));
    ok(command.toArray(String[]::new));
    // Neither find nor every mv says when something stayed because its name was taken.
    List<Path> stayed = new ArrayList<>(children(from));
    stayed.remove(from.resolve(except));
    if (!stayed.isEmpty()) {
      throw new FileAlreadyExistsException(to.resolve(stayed.get(0).getFileName()).toString());
    }
    sync(to);
  }

  @Override
  public void deleteEmpty(Path directory) throws IOException {
    ok("rmdir", directory.toString());
  }

  @Override
  public void delete(Path tree) throws IOException {
    ok("rm", "-rf", tree.toString());
  }

  @Override
  public Look look(Path directory) throws IOException {
    String[] seen = ok("stat", "-c", "%u %g %a %Y", directory.toString()).strip().split(" ");
    return new Look(
        Integer.parseInt(seen[0]),
        Integer.parseInt(seen[1]),
        Integer.parseInt(seen[2], 8),
        Instant.ofEpochSecond(Long.parseLong(seen[3])));
  }

  @Override
  public void wear(Path directory, Look look) throws IOException {
    String path = directory.toString();
    ok("chown", look.uid() + ":" + look.gid(), path);
    // With fewer digits some keep the set-id bits that are there.
    ok("chmod", "%05o".formatted(look.mode()), path);
    ok("touch", "-d", "@" + look.modified().getEpochSecond(), path);
  }

  @Override
  public void flush(Path tree) throws IOException {
    ok("sync");
  }

  @Override
  public void sync(Path directory) throws IOException {
    ok("sync");
  }

  @Override
  public void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    ContainerCommand tee = ContainerCommand.of("tee", unfinished.toString()).as("0").withInput();
    try (ContainerProgram program = socket.start(container, tee)) {
      try (OutputStream input = program.input()) {
        input.write(text.getBytes(StandardCharsets.UTF_8));
      }
      new Result(tee, program.await(), "").text();
    }
    ok("mv", "-f", unfinished.toString(), file.toString());
  }

  @Override
  public String read(Path file) throws IOException {
    return ok("cat", file.toString());
  }

  // What is mounted elsewhere on the engine's host does not show inside a container.
  @Override
  public List<Path> mountsBelow(Path directory) {
    return List.of();
  }

  private String ok(String... argv) throws IOException {
    return run(argv).text();
  }

  private Result run(String... argv) throws IOException {
    ContainerCommand command = ContainerCommand.of(argv).as("0");
    try (ContainerProgram program = socket.start(container, command)) {
      String output = ChannelInput.text(program.output().readAllBytes());
      return new Result(command, program.await(), output);
    }
  }

  /** How a program ended and what it printed. */
  private record Result(ContainerCommand command, Exit exit, String output) {
    String text() throws IOException {
      if (!exit.ok()) {
        throw failure();
      }
      return output;
    }

    IOException failure() {
      String why = exit.stderr().strip();
      return new IOException(
          String.join(" ", command.argv())
              + " exits "
              + exit.code()
              + (why.isEmpty() ? "" : ": " + why));
    }
  }
}
