package io.backstay.connectors.postgres;

import io.backstay.connectors.containers.ContainerState;
import io.backstay.connectors.containers.DockerEngine;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inside the container the server runs in, with the client programs that are there. Looking from
 * outside, where nothing may be started, goes over the container's network.
 *
 * @param container its name
 * @param host where the server listens as seen from inside; null for its socket
 * @param server port, role and password
 */
record ContainerAccess(String container, @Nullable String host, Server server) implements Access {

  @Override
  public SqlSession session(String database, Tools tools) {
    ContainerClient client = unversioned(tools);
    return Starting.awaited(
        () -> PsqlSession.open(client, database, says()), failure -> client.starting(), tools);
  }

  @Override
  public SqlSession readOnly(String database, Look look) {
    return JdbcSession.readOnly(fromHere(), database, look);
  }

  @Override
  public Server fromHere() {
    String address =
        running().addresses().values().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    Failure.of("R430", "container `" + container + "` has no address of its own"));
    return server.at(address, server.port());
  }

  @Override
  public boolean looksFromOutside() {
    return true;
  }

  @Override
  public Client client(Version version, Tools tools) {
    ContainerClient client = unversioned(tools);
    if (client.version().major() < version.major()) {
      throw Failure.of(
              "R431",
              "client programs %s in container `%s` are too old for PostgreSQL %s"
                  .formatted(client.version(), container, version))
          .help("Name the container the server itself runs in.");
    }
    return client;
  }

  private ContainerClient unversioned(Tools tools) {
    DockerEngine engine = DockerEngine.ofThisHost();
    return new ContainerClient(
        engine.socket(), engine.running(container).id(), host, server, tools);
  }

  @Override
  public void sweep(String database, Tools tools) {
    unversioned(tools).spool(database).close();
  }

  @Override
  public Optional<Version> foresee(Version version) {
    String said = running().versions().getOrDefault("PG_MAJOR", "");
    return said.matches("\\d+")
        ? Optional.of(new Version(Integer.parseInt(said), -1))
        : Optional.empty();
  }

  private ContainerState running() {
    return DockerEngine.ofThisHost().running(container);
  }

  @Override
  public DataDirectory data() {
    return new DataDirectory(Path.of("/proc/" + running().pid() + "/root"), says());
  }

  @Override
  public String says() {
    return "in " + container;
  }
}
