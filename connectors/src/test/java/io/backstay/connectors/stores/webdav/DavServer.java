package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.web.Answer;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A WebDAV server of a test's own, whose collections are directories. */
public final class DavServer implements AutoCloseable {
  /** The user it lets in. */
  public static final String USER = "keeper";

  /** The user's password. */
  public static final String PASSWORD = "open sesame, 100 % größe";

  private static final String MODULES = "/usr/lib/apache2/modules/mod_";

  private final Path collections;
  private final InetSocketAddress address;
  private final Process process;

  private DavServer(Path directory, List<String> command, int port) throws IOException {
    this.collections = directory.resolve("files/dav");
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::answers);
  }

  /** Apache, with the modules that Debian switches on and those of WebDAV. */
  public static DavServer apache(Path directory) throws IOException {
    open(directory);
    open(Files.createDirectories(directory.resolve("files/dav")));
    open(Files.createDirectory(directory.resolve("locks")));
    int port = freePort();
    Files.writeString(directory.resolve("users"), USER + ":{SHA}" + sha1(PASSWORD) + "\n");
    Path configuration =
        Files.writeString(directory.resolve("apache.conf"), configuration(directory, port));
    return new DavServer(
        directory,
        List.of("/usr/sbin/apache2", "-D", "FOREGROUND", "-f", configuration.toString()),
        port);
  }

  private static String configuration(Path directory, int port) {
    String modules =
        Stream.of(
                "mpm_event",
                "authn_core",
                "authn_file",
                "authz_core",
                "authz_user",
                "auth_basic",
                "autoindex",
                "dir",
                "mime",
                "filter",
                "deflate",
                "reqtimeout",
                "dav",
                "dav_fs")
            .map(name -> "LoadModule " + name + "_module " + MODULES + name + ".so\n")
            .collect(Collectors.joining());
    return modules
        + """
        ServerRoot %1$s
        ServerName 127.0.0.1
        Listen 127.0.0.1:%2$d
        User www-data
        Group www-data
        PidFile %1$s/pid
        DefaultRuntimeDir %1$s
        ErrorLog %1$s/log
        TypesConfig /dev/null
        DavLockDB %1$s/locks/db
        DocumentRoot %1$s/files
        <Directory %1$s/files>
          Options Indexes
          AuthType Basic
          AuthName backups
          AuthUserFile %1$s/users
          Require valid-user
        </Directory>
        <Directory %1$s/files/dav>
          Dav On
        </Directory>
        """
            .formatted(directory, port);
  }

  /** The one that is part of rclone. */
  public static DavServer rclone(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("files/dav"));
    int port = freePort();
    return new DavServer(
        directory,
        List.of(
            "rclone",
            "serve",
            "webdav",
            directory.resolve("files").toString(),
            "--config",
            "/dev/null",
            "--addr",
            "127.0.0.1:" + port,
            "--user",
            USER,
            "--pass",
            PASSWORD),
        port);
  }

  /** Apache does not work as root, and lets others do that. */
  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ends with " + process.exitValue());
    }
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Makes a collection, as a client does, and returns the directory it is. */
  public Path collection(String name) {
    ask(Ask.of("MKCOL", url(name)));
    return collections.resolve(name);
  }

  /** Moves a collection out of the way. */
  void move(String name, String to) {
    ask(Ask.of("MOVE", url(name)).with("Destination", url(to).toString()));
  }

  private void ask(Ask ask) {
    String both = USER + ":" + PASSWORD;
    String user = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    try {
      Answer.to(ask.with("Authorization", "Basic " + user))
          .expect(Set.of(201), (status, text) -> new RefusedException(status, "", ""))
          .text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI url(String collection) {
    return url(address.getPort(), Ask.part(collection) + "/");
  }

  /** The address of a collection, as those see it who come through a port. */
  public static URI url(int port, String collection) {
    return URI.create("http://127.0.0.1:" + port + "/dav/" + collection);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
