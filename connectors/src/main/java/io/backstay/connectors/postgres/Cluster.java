package io.backstay.connectors.postgres;

import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for a while, made with the programs of this host. It has one private
 * directory, with its data and its socket, and listens nowhere else: whoever may look into that
 * directory is let in as any role, and nobody else can reach it.
 *
 * @param home its directory
 * @param user the role everything belongs to
 * @param database a database of that role
 * @param tools where its programs are; null for where packages put them
 */
public record Cluster(Path home, String user, String database, @Nullable Path tools) {
  /** Where it says what it does. */
  static final String LOG = "log";

  /** What a socket's path may be long, on Linux. */
  private static final int LONGEST = 107;

  /** The one account that owns nothing and is on every host; no server runs as root. */
  private static final String NOBODY = "nobody";

  private static final String DATA = "data";
  private static final String MADE_ANYWAY = "postgres";

  /**
   * That it can be made.
   *
   * @return its programs, for people
   * @throws Failure when programs are missing, or something is in its place
   */
  public String ready() {
    if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of("R770", "`" + home + "` is in the way of a scratch resource")
          .help("Nothing of a drill is there before it begins: look at it, then move it away.");
    }
    String socket = home.resolve(".s.PGSQL.5432").toString();
    if (socket.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw Failure.of(
              "R770", "`" + socket + "` is longer than the " + LONGEST + " bytes a socket may have")
          .help("Set BACKSTAY_SCRATCH_DIR to a directory with a shorter path.");
    }
    return programs().toString();
  }

  /**
   * Makes and starts it.
   *
   * @throws Failure when it does not come up, with the words of who refused
   */
  public void start(Tools with) {
    Path programs = programs();
    Optional<String> account = root() ? Optional.of(NOBODY) : Optional.empty();
    makeHome(account);
    Here here = new Here(account, with);
    here.run(
        programs,
        "initdb",
        "--pgdata=" + DATA,
        "--username=" + user,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8");
    // Relative paths, because what is given to pg_ctl goes through a shell.
    here.run(
        programs,
        "pg_ctl",
        "start",
        "--wait",
        "--pgdata=" + DATA,
        "--log=" + LOG,
        "--options=-c listen_addresses='' -c unix_socket_directories=..");
    if (!database.equals(MADE_ANYWAY)) {
      here.run(
          programs,
          "createdb",
          "--host=" + home,
          "--username=" + user,
          "--no-password",
          "--",
          database);
    }
  }

  private void makeHome(Optional<String> account) {
    try {
      Files.createDirectory(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (account.isPresent()) {
        Files.setOwner(
            home,
            home.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(account.get()));
      }
    } catch (IOException e) {
      throw Failure.of("R770", "cannot make the directory `" + home + "` of a server: " + e)
          .help("Give this user a place to write to, or set BACKSTAY_SCRATCH_DIR.")
          .because(e);
    }
  }

  /** Its programs at work in its directory, as the account it belongs to. */
  private final class Here {
    private final Optional<String> account;
    private final Tools tools;

    Here(Optional<String> account, Tools tools) {
      this.account = account;
      this.tools = tools;
    }

    void run(Path programs, String program, String... arguments) {
      List<String> argv = new ArrayList<>();
      account.ifPresent(name -> argv.addAll(List.of("runuser", "-u", name, "--")));
      argv.add(programs.resolve(program).toString());
      argv.addAll(Arrays.asList(arguments));
      Map<String, String> environment = Map.of("PGCONNECT_TIMEOUT", "8");
      try (Program running = tools.start(new Command(argv, environment, Map.of(), home))) {
        running.input().close();
        Program.Exit exit = running.await();
        exit.stderr().lines().forEach(tools::log);
        if (!exit.ok()) {
          throw refused(program, exit);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Failure refused(String program, Program.Exit exit) {
    String log = log();
    return Failure.of(
            "R770",
            "`%s` could not make a server in `%s`: %s"
                .formatted(program, home, Trouble.tail(exit.stderr() + "\n" + log)))
        .help(
            root()
                ? "It runs as `"
                    + NOBODY
                    + "`, who has to get to it: set BACKSTAY_SCRATCH_DIR to such a place."
                : "Look at what it says.");
  }

  private String log() {
    try {
      Path log = home.resolve(LOG);
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private Path programs() {
    return Installed.servers(tools)
        .orElseThrow(
            () ->
                Failure.of(
                        "R770",
                        tools == null
                            ? "there is no initdb of a PostgreSQL server on this host"
                            : "there is no initdb of a PostgreSQL server in `" + tools + "`")
                    .help(
                        "Install the server's package, such as postgresql (its own server need not"
                            + " run), or name the directory of its programs in `tools`."));
  }

  private static boolean root() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Ends a server, as far as it was started; its directory stays.
   *
   * @param home its directory
   * @throws Failure when a process of it stays
   */
  public static void end(Path home) throws IOException {
    new Inhabitants(home.toRealPath()).end();
  }
}
