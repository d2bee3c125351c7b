package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server in a container, with a database of 1.5 GB. */
final class Database implements AutoCloseable {
  private static final String PASSWORD = "bench";

  private final PostgreSQLContainer server =
      new PostgreSQLContainer("postgres:15")
          .withUsername("postgres")
          .withPassword(PASSWORD)
          .withCommand("postgres", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB");
  private final Bench bench;

  Database(Bench bench) throws IOException {
    this.bench = bench;
    server.start();
    Path data = bench.prepared("database");
    new Rows(bench.settings()).write(data);
    create("bench");
    bench
        .bash()
        .run(
            data,
            "%s psql -Xq -v ON_ERROR_STOP=1 -d bench <<'SQL'\n%sSQL"
                .formatted(access(), Rows.TABLES));
  }

  void create(String database) throws IOException {
    bench.bash().run(bench.settings().home(), "%s createdb '%s'".formatted(access(), database));
  }

  /** Removes every database but the source, after a restore. */
  String onlySource() {
    return """
        %1$s psql -XAtq -d postgres -c "SELECT datname FROM pg_database \
        WHERE NOT datistemplate AND datname NOT IN ('postgres', 'bench')" |
        while read -r name; do %1$s dropdb "$name"; done"""
        .formatted(access());
  }

  /** Variables before a command that connects. */
  String access() {
    return "PGHOST=%s PGUSER=postgres PGPASSWORD=%s".formatted(host(), PASSWORD);
  }

  /** The container's own address: through a published port all bytes would be copied once more. */
  String host() {
    return Objects.requireNonNull(
        server.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
            .findFirst()
            .orElseThrow()
            .getIpAddress());
  }

  @Override
  public void close() {
    server.stop();
  }
}
