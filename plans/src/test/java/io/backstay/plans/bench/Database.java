package io.backstay.plans.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server with a database of 1.5 GB: text, vectors, and indexes over them. */
final class Database implements AutoCloseable {
  private static final String PASSWORD = "bench";
  private static final long TEXT = 600_000_000;
  private static final int VECTORS = 60_000;
  private static final int DIMENSIONS = 384;
  private static final int LINE = 900;
  private static final String TABLES =
      """
      CREATE TABLE articles(id bigserial PRIMARY KEY, body text NOT NULL);
      CREATE TABLE messages(id bigserial PRIMARY KEY, body text NOT NULL);
      CREATE TABLE embeddings(id bigserial PRIMARY KEY, vector real[] NOT NULL);
      \\copy articles(body) FROM 'articles'
      \\copy messages(body) FROM 'messages'
      \\copy embeddings(vector) FROM 'embeddings'
      CREATE INDEX ON articles(left(body, 40));
      CREATE INDEX ON messages(left(body, 40));
      ANALYZE;
      """;

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
    Prose prose = new Prose(20_260_102);
    text(data.resolve("articles"), prose);
    text(data.resolve("messages"), prose);
    vectors(data.resolve("embeddings"), prose);
    create("bench");
    bench
        .bash()
        .run(
            data,
            "%s psql -Xq -v ON_ERROR_STOP=1 -d bench <<'SQL'\n%sSQL".formatted(access(), TABLES));
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

  private void text(Path file, Prose prose) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bench.settings().bytes(TEXT); left > 0; ) {
        int length = LINE / 2 + prose.number(LINE);
        ByteBuffer some = prose.some(length);
        byte[] line = new byte[length];
        some.get(line);
        for (int i = 0; i < length; i++) {
          line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
        }
        line[length - 1] = '\n';
        out.write(line);
        left -= length;
      }
    }
  }

  private void vectors(Path file, Prose prose) throws IOException {
    try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = bench.settings().count(VECTORS); i > 0; i--) {
        StringBuilder vector = new StringBuilder("{");
        for (int d = 0; d < DIMENSIONS; d++) {
          vector.append(d == 0 ? "" : ",").append((float) (prose.fraction() - 0.5));
        }
        out.write(vector.append("}\n").toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
