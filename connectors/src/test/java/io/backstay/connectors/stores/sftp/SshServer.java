package io.backstay.connectors.stores.sftp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An OpenSSH server of a test's own: its own keys, its own port, and nobody but us. */
public final class SshServer implements AutoCloseable {
  private static final String SSHD = "/usr/sbin/sshd";

  private final Path directory;
  private final int port;
  private final Process server;

  /** One that answers; its files lie in a directory. */
  public SshServer(Path directory) throws IOException {
    this.directory = directory;
    this.port = freePort();
    generate("host_ed25519", "ed25519", "");
    generate("host_rsa", "rsa", "");
    generate("client", "ed25519", "");
    Files.copy(directory.resolve("client.pub"), directory.resolve("authorized"));
    Files.writeString(directory.resolve("sshd_config"), configuration());
    if (Files.isWritable(Path.of("/run"))) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    server =
        new ProcessBuilder(SSHD, "-D", "-e", "-f", directory.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    await().until(this::answers);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private String configuration() {
    return String.join(
            "\n",
            List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "HostKey " + directory.resolve("host_rsa"),
                "HostKey " + directory.resolve("host_ed25519"),
                "AuthorizedKeysFile " + directory.resolve("authorized"),
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "StrictModes no",
                "PidFile none",
                "MaxStartups 100",
                "Subsystem sftp internal-sftp"))
        + "\n";
  }

  private boolean answers() {
    if (!server.isAlive()) {
      throw new IllegalStateException("sshd ended: " + text("log"));
    }
    try (Socket socket = new Socket()) {
      socket.connect(address());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a pair of keys. */
  public void generate(String name, String type, String passphrase) throws IOException {
    String file = directory.resolve(name).toString();
    tool("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file);
  }

  /** Lets whoever has this key in. */
  public void letIn(String name) throws IOException {
    Files.writeString(directory.resolve("authorized"), text("authorized") + text(name + ".pub"));
  }

  static void tool(String... command) throws IOException {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** What is in one of its files. */
  public String text(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its key, as `ssh-keyscan` prints it without the name. */
  public String hostKey() {
    String[] words = text("host_ed25519.pub").split(" ");
    return words[0] + " " + words[1];
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.descendants().forEach(ProcessHandle::destroy);
    server.destroy();
    await().until(() -> !server.isAlive());
  }
}
