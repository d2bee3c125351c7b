package io.backstay.connectors.postgres;

import io.backstay.spi.Look;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Over the network, with the client programs of this host.
 *
 * @param server where
 * @param installed programs there are
 */
record HostAccess(Server server, Installed installed) implements Access {

  @Override
  public SqlSession session(String database, Tools tools) {
    String application = Connecting.application(tools.run());
    return Starting.awaited(
        () -> JdbcSession.open(server, database, application, tools), Starting::said, tools);
  }

  @Override
  public SqlSession readOnly(String database, Look look) {
    return JdbcSession.readOnly(server, database, look);
  }

  @Override
  public boolean looksFromOutside() {
    return false;
  }

  @Override
  public Client client(Version version, Tools tools) {
    return HostClient.of(server, version, installed, tools);
  }

  // What is loaded here lies in the run's scratch directory and goes with it.
  @Override
  public void sweep(String database, Tools tools) {}

  @Override
  public Optional<Version> foresee(Version version) {
    return installed.foresee(version);
  }

  @Override
  public Server fromHere() {
    return server;
  }

  @Override
  public DataDirectory data() {
    return new DataDirectory(Path.of("/"), says());
  }

  @Override
  public String says() {
    return server.where();
  }
}
