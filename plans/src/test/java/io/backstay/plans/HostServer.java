package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/** A PostgreSQL server of this host that listens on a socket and nowhere else. */
final class HostServer implements AutoCloseable {
  private static final Path FAMILY = Path.of("/usr/lib/postgresql");

  private final Path home;

  /** Starts one, as somebody who is not root. */
  HostServer() throws IOException {
    home = Files.createTempDirectory(Path.of("/var/tmp"), "backstay-test-");
    if (root()) {
      Files.setOwner(
          home,
          home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
    run("initdb", "--pgdata=data", "--username=boss", "--auth=trust", "--encoding=UTF8");
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--pgdata=data",
        "--log=log",
        "--options=-c listen_addresses='' -c unix_socket_directories=..");
  }

  /** A directory that everybody may go through, as the real one for scratch is. */
  static Path open() throws IOException {
    Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "backstay-test-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  /** The directory of its socket. */
  Path socket() {
    return home;
  }

  /** What it answers. */
  String sql(String database, String statement) throws IOException {
    return run(
        "psql",
        "-XAtq",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        home.toString(),
        "-U",
        "boss",
        "-d",
        database,
        "-c",
        statement);
  }

  private String run(String... command) throws IOException {
    List<String> argv = new ArrayList<>();
    if (root()) {
      argv.addAll(List.of("runuser", "-u", "nobody", "--"));
    }
    argv.add(programs().resolve(command[0]).toString());
    argv.addAll(List.of(command).subList(1, command.length));
    Path said = Files.createTempFile("backstay", ".said");
    Process process =
        new ProcessBuilder(argv)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      int exit = process.waitFor();
      String text = Files.readString(said, StandardCharsets.UTF_8).strip();
      assertThat(exit).as("%s: %s", argv, text).isZero();
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(said);
    }
  }

  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(FAMILY)) {
      return versions
          .map(version -> version.resolve("bin"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private static boolean root() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "stop", "--mode=immediate", "--wait", "--pgdata=data");
    PathUtils.deleteDirectory(home);
  }
}
