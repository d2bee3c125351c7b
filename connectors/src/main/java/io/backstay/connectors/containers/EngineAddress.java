package io.backstay.connectors.containers;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a Docker engine listens. */
sealed interface EngineAddress {

  /**
   * A socket of this host.
   *
   * @param socket its path
   */
  record Local(Path socket) implements EngineAddress {
    @Override
    public SocketChannel connect() throws IOException {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    @Override
    public URI uri() {
      return URI.create("unix://" + socket);
    }

    @Override
    public String toString() {
      return socket.toString();
    }
  }

  /**
   * A plain TCP port.
   *
   * @param host name or address
   * @param port number
   */
  record Tcp(String host, int port) implements EngineAddress {
    @Override
    public SocketChannel connect() throws IOException {
      return SocketChannel.open(new InetSocketAddress(host, port));
    }

    @Override
    public URI uri() {
      return URI.create("tcp://" + host + ":" + port);
    }

    @Override
    public String toString() {
      return uri().toString();
    }
  }

  /** Connects. */
  SocketChannel connect() throws IOException;

  /** As DOCKER_HOST would say it. */
  URI uri();

  /**
   * The address the environment names in {@code DOCKER_HOST}, else the socket of the host, else
   * that of a rootless engine of this user.
   *
   * @throws Failure when it names a kind of address that is not supported
   */
  static EngineAddress find(Map<String, String> environment) {
    return find(environment, Path.of("/var/run/docker.sock"));
  }

  /** The same with the host's socket elsewhere. */
  static EngineAddress find(Map<String, String> environment, Path hosts) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    return host.isEmpty() ? new Local(socket(hosts, environment)) : named(host, environment);
  }

  private static EngineAddress named(String host, Map<String, String> environment) {
    if (host.startsWith("unix://")) {
      return new Local(Path.of(host.substring("unix://".length())));
    }
    Matcher tcp =
        Pattern.compile("tcp://(\\[[0-9a-fA-F:]+]|[^/:@\\s]+):(\\d{1,5})/?").matcher(host);
    boolean plain = environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
    if (tcp.matches() && plain) {
      return new Tcp(tcp.group(1), Integer.parseInt(tcp.group(2)));
    }
    throw Failure.of("R610", "DOCKER_HOST `" + host + "` cannot be used")
        .help(
            "Use unix:///path or tcp://host:port without TLS; an engine elsewhere is reached"
                + " through `ssh -L /path/docker.sock:/var/run/docker.sock host`.");
  }

  private static Path socket(Path hosts, Map<String, String> environment) {
    return Stream.of(List.of(hosts), rootless(environment))
        .flatMap(List::stream)
        .filter(Files::exists)
        .findFirst()
        .orElse(hosts);
  }

  private static List<Path> rootless(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return runtime.isEmpty() ? List.of() : List.of(Path.of(runtime, "docker.sock"));
  }
}
