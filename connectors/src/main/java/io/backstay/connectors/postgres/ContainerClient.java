package io.backstay.connectors.postgres;

import io.backstay.connectors.containers.ContainerCommand;
import io.backstay.connectors.containers.DockerSocket;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Client programs inside a container. The password is the first line of their input: there is no
 * terminal they could ask on, so they read it there, and no file, argument or variable holds it.
 */
final class ContainerClient implements Client {
  /** How {@code pg_isready} ends when the server is there and turns everybody away. */
  private static final int REJECTS = 1;

  private final DockerSocket socket;
  private final String container;
  private final @Nullable String host;
  private final Server server;
  private final Tools tools;
  private @Nullable Version version;

  ContainerClient(
      DockerSocket socket, String container, @Nullable String host, Server server, Tools tools) {
    this.socket = socket;
    this.container = container;
    this.host = host;
    this.server = server;
    this.tools = tools;
  }

  @Override
  public synchronized Version version() {
    Version known = version;
    if (known == null) {
      String said = output("pg_dump", "--version");
      known =
          Version.said(said)
              .orElseThrow(() -> Failure.of("R431", "pg_dump in the container says " + said));
      version = known;
    }
    return known;
  }

  private String output(String... argv) {
    try (Program program = socket.start(container, ContainerCommand.of(argv))) {
      String output = new String(program.output().readAllBytes(), StandardCharsets.UTF_8).strip();
      Program.Exit exit = program.await();
      if (!exit.ok()) {
        throw Trouble.exited(argv[0], exit);
      }
      return output;
    } catch (IOException e) {
      throw Failure.of("R501", argv[0] + " in the container said nothing").because(e);
    }
  }

  /** Whether the server says that it has not yet started; {@code psql} tells it from nothing. */
  boolean starting() {
    try (Program asked = started(List.of("pg_isready", "--quiet"), environment("postgres"))) {
      return asked.await().code() == REJECTS;
    }
  }

  @Override
  public Program start(String database, String program, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of(program));
    argv.add(server.password() == null ? "--no-password" : "--password");
    argv.addAll(arguments);
    Program started = started(argv, environment(database));
    if (server.password() != null) {
      sayPassword(started, tools.reveal(server.password()));
    }
    return started;
  }

  @Override
  public Program start(String program, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of(program));
    argv.addAll(arguments);
    return started(argv, Map.of());
  }

  private Program started(List<String> argv, Map<String, String> environment) {
    return socket.start(container, new ContainerCommand(argv, environment, null, true));
  }

  private Map<String, String> environment(String database) {
    Map<String, String> environment = new LinkedHashMap<>();
    if (host != null) {
      environment.put("PGHOST", host);
    }
    environment.put("PGPORT", String.valueOf(server.port()));
    environment.put("PGUSER", server.user());
    environment.putAll(Connecting.environment(database, tools.run()));
    return environment;
  }

  private static void sayPassword(Program program, String password) {
    Connecting.refuseLineBreak(password);
    try {
      OutputStream in = program.input();
      in.write((password + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      program.close();
      throw Failure.of("R430", "the container did not take the password").because(e);
    }
  }

  @Override
  public Spool spool(String database) {
    return new Inside("/tmp/" + Connecting.spool(database, tools.run()));
  }

  /** A file in a directory of its own inside the container. */
  private final class Inside implements Spool {
    private final String directory;

    Inside(String directory) {
      this.directory = directory;
    }

    @Override
    public String path() {
      return directory + "/dump";
    }

    @Override
    public void fill(InputStream bytes) throws IOException {
      output("rm", "-rf", directory);
      output("mkdir", "-m", "700", directory);
      Counted counted = new Counted(bytes);
      try (Program writer = start("dd", List.of("of=" + path(), "bs=1048576"))) {
        try (OutputStream in = writer.input()) {
          counted.transferTo(in);
        }
        Program.Exit exit = writer.await();
        if (!exit.ok()) {
          throw Trouble.exited("dd in the container", exit);
        }
      }
      String arrived = output("stat", "-c", "%s", path());
      if (!arrived.equals(String.valueOf(counted.count))) {
        throw Failure.of(
            "R432", "of %d bytes %s arrived in the container".formatted(counted.count, arrived));
      }
    }

    @Override
    public void close() {
      try {
        output("rm", "-rf", directory);
      } catch (Failure e) {
        tools.log("cannot remove " + directory + " in the container: " + e.message());
      }
    }
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
