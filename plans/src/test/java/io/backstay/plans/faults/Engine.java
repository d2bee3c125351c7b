package io.backstay.plans.faults;

import static org.awaitility.Awaitility.await;

import io.backstay.testing.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Docker engine of a test's own, behind a proxy; it can end and be started again. */
final class Engine implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path home;
  private final FaultProxy proxy;
  private Process process;

  /** Starts one that keeps everything below a directory, and knows busybox. */
  Engine(Path home) throws IOException {
    this.home = home;
    proxy = new FaultProxy(UnixDomainSocketAddress.of(socket()));
    process = start();
    Path image = home.resolve("busybox.tar");
    Tool.run("docker", "save", "-o", image.toString(), "busybox:latest");
    docker("load", "-q", "-i", image.toString());
  }

  private Path socket() {
    return home.resolve("docker.sock");
  }

  private Process start() {
    // Where nobody reaps it, the one that died with the last engine seems to be alive.
    home.resolve("exec/containerd/containerd.pid").toFile().delete();
    // In a network of its own: an engine without a bridge removes the one of the host's engine.
    List<String> command = new ArrayList<>(List.of("unshare", "--net", "dockerd"));
    command.addAll(List.of("--bridge=none", "--iptables=false", "--ip-masq=false"));
    command.addAll(List.of("--storage-driver=vfs", "--host=unix://" + socket()));
    command.add("--data-root=" + home.resolve("data"));
    command.add("--exec-root=" + home.resolve("exec"));
    command.add("--pidfile=" + home.resolve("dockerd.pid"));
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(home.resolve("dockerd.log").toFile()))
              .start();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> Tool.ask(engine("version")).exit() == 0);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the command line says of this engine. */
  String docker(String... arguments) {
    return Tool.run(engine(arguments).toArray(String[]::new)).strip();
  }

  private List<String> engine(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Where others find it. */
  String address() {
    return "tcp://127.0.0.1:" + proxy.port();
  }

  FaultProxy proxy() {
    return proxy;
  }

  /**
   * It ends.
   *
   * @param gently whether it is told to, and ends every container first; else what runs in
   *     containers goes on
   */
  void end(boolean gently) {
    if (gently) {
      process.destroy();
    } else {
      process.destroyForcibly();
    }
    process.onExit().join();
  }

  /** It runs again. */
  void revive() {
    proxy.clears();
    process = start();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    if (process.isAlive()) {
      docker("ps", "-aq").lines().forEach(id -> docker("rm", "-f", id));
      end(true);
    }
    leaveNoMounts();
  }

  /** Those of engines that were killed stay, and nobody could delete what is below them. */
  private void leaveNoMounts() throws IOException {
    Files.readAllLines(Path.of("/proc/self/mounts")).reversed().stream()
        .map(line -> line.split(" ")[1])
        .filter(mount -> Path.of(mount).startsWith(home))
        .forEach(mount -> Tool.run("umount", "--lazy", mount));
  }
}
