package io.backstay.connectors.postgres;

import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Client programs of this host; the password travels in a file only we can read. */
final class HostClient implements Client {
  private final Server server;
  private final Tools tools;
  private final Installed.Choice programs;
  private final @Nullable Path passwords;

  private HostClient(
      Server server, Tools tools, Installed.Choice programs, @Nullable Path passwords) {
    this.server = server;
    this.tools = tools;
    this.programs = programs;
    this.passwords = passwords;
  }

  /**
   * The programs that suit a server's version.
   *
   * @throws Failure when there are none
   */
  static HostClient of(Server server, Version version, Installed installed, Tools tools) {
    Installed.Choice choice =
        installed.choose(
            version, directory -> Installed.written(directory).or(() -> asked(directory, tools)));
    return new HostClient(server, tools, choice, passwords(server, tools));
  }

  // Only a script gets here: what it will run is found out by letting it say so.
  private static Optional<Version> asked(Path directory, Tools tools) {
    Command command = Command.of(directory.resolve("pg_dump").toString(), "--version");
    try (Program program = tools.start(command)) {
      String said = new String(program.output().readAllBytes(), StandardCharsets.UTF_8);
      return program.await().ok() ? Version.said(said) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Path passwords(Server server, Tools tools) {
    if (server.password() == null) {
      return null;
    }
    String password = tools.reveal(server.password());
    Connecting.refuseLineBreak(password);
    String line = "*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n";
    try {
      Path file = Files.createTempFile(tools.scratch(), "pgpass", "", privately());
      return Files.writeString(file, line, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Failure.of("R431", "cannot write a password file: " + e.getMessage()).because(e);
    }
  }

  private static java.nio.file.attribute.FileAttribute<?> privately() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  @Override
  public Version version() {
    return programs.version();
  }

  @Override
  public Program start(String database, String program, List<String> arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(programs.directory().resolve(program).toString());
    argv.add("--no-password");
    argv.addAll(arguments);
    return tools.start(new Command(argv, environment(database), Map.of(), null));
  }

  @Override
  public Program start(String program, List<String> arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(programs.directory().resolve(program).toString());
    argv.addAll(arguments);
    return tools.start(new Command(argv, Map.of(), Map.of(), null));
  }

  private Map<String, String> environment(String database) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PGHOST", server.host());
    environment.put("PGPORT", String.valueOf(server.port()));
    environment.put("PGUSER", server.user());
    environment.put("PGSSLMODE", server.ssl().mode());
    if (server.ssl().rootCertificate() != null) {
      environment.put("PGSSLROOTCERT", server.ssl().rootCertificate().toString());
    }
    if (passwords != null) {
      environment.put("PGPASSFILE", passwords.toString());
    }
    environment.putAll(Connecting.environment(database, tools.run()));
    return environment;
  }

  @Override
  public Spool spool(String database) {
    return new ScratchFile(tools.scratch().resolve(Connecting.spool(database, tools.run())));
  }

  /** A file in the run's own private directory, which goes with the run at the latest. */
  private record ScratchFile(Path file) implements Spool {
    @Override
    public String path() {
      return file.toString();
    }

    @Override
    public void fill(InputStream bytes) throws IOException {
      Files.deleteIfExists(file);
      Files.createFile(file, privately());
      try (var out = Files.newOutputStream(file)) {
        WriteBehind.copy(bytes, out);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The directory it is in is removed with the run.
        return;
      }
    }
  }
}
