package io.backstay.plans.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Docker engine of a test's own, behind a proxy; it can be killed and started again. */
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
    // In a network of its own: an engine without a bridge removes the one of the host's engine.
    List<String> command = new ArrayList<>(List.of("unshare", "--net", "dockerd"));
    command.addAll(List.of("--bridge=none", "--iptables=false", "--ip-masq=false"));
    command.add("--host=unix://" + socket());
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

  /** It dies, without a word to anybody; what runs in containers goes on. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** It runs again. */
  void revive() {
    proxy.clears();
    process = start();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    docker("ps", "-q").lines().forEach(id -> docker("kill", id));
    process.destroy();
    process.onExit().join();
    containerd().ifPresent(Engine::end);
  }

  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** The one that was started by an engine that was killed. */
  private Optional<ProcessHandle> containerd() throws IOException {
    Path pid = home.resolve("exec/containerd/containerd.pid");
    return Files.exists(pid)
        ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        : Optional.empty();
  }
}
