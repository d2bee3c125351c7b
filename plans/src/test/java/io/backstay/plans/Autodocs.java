package io.backstay.plans;

import io.backstay.connectors.stores.gcs.GcsDouble;
import io.backstay.connectors.stores.s3.S3Server;
import io.backstay.plans.faults.WarmCli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The autodocs deployment: one server with a database for each environment, which archives its WAL
 * as long as nobody forbids it, and the buckets of two providers.
 */
final class Autodocs implements AutoCloseable {
  /** What the reference calls critical. */
  static final List<String> TABLES =
      List.of(
          "users",
          "repositories",
          "documents",
          "analysis_jobs",
          "chat_messages",
          "webhooks",
          "schema_migrations");

  static final String PASSPHRASE = "correct horse battery";
  private static final String ROLE = "autodocs_backup";
  private static final String NOBODY_FORBIDS_IT = "test ! -e /tmp/full && cp %p /tmp/archive/%f";

  private final Path root;
  private final S3Server buckets = new S3Server();
  private final GcsDouble google;
  private final GenericContainer<?> server =
      new GenericContainer<>(DockerImageName.parse("postgres:15"))
          .withEnv("POSTGRES_USER", ROLE)
          .withEnv("POSTGRES_PASSWORD", "correct horse")
          .withCommand(
              "postgres", "-c", "archive_mode=on", "-c", "archive_command=" + NOBODY_FORBIDS_IT)
          .withExposedPorts(5432)
          .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\n", 2));
  private final WarmCli cli;

  /** One whose files are all below a directory. */
  Autodocs(Path root) throws IOException {
    this(root, Map.of(), Clock.systemUTC());
  }

  /**
   * The same.
   *
   * @param more of the environment that commands run in
   * @param clock what time it is there
   */
  Autodocs(Path root, Map<String, String> more, Clock clock) throws IOException {
    this.root = root;
    google = new GcsDouble(clock);
    List.of("example-bucket", "example-bucket-dr", "example-archive").forEach(buckets::bucket);
    google.bucket("example-bucket");
    server.start();
    inServer("sh", "-c", "mkdir -m 777 /tmp/archive");
    inServer("sh", "-c", "echo 'host replication all all scram-sha-256' >> $PGDATA/pg_hba.conf");
    archiveTimeout("1min");
    fill();
    plans();
    Map<String, String> environment = environment();
    environment.putAll(more);
    cli = new WarmCli(project(), environment);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("BACKSTAY_STATE_DIR", state().toString());
    environment.put("PGHOST", server.getHost());
    environment.put("PGPORT", String.valueOf(server.getMappedPort(5432)));
    environment.put("PGPASSWORD", "correct horse");
    environment.put("BACKUP_KEY", PASSPHRASE);
    environment.put("S3_ACCESS", S3Server.ACCESS);
    environment.put("S3_SECRET", S3Server.SECRET);
    environment.put("GCS_KEY", google.key());
    return environment;
  }

  Path project() {
    return root.resolve("project");
  }

  Path state() {
    return root.resolve("state");
  }

  /** Where the sets of dev are. */
  Path local() {
    return root.resolve("local");
  }

  Path audit() {
    return root.resolve("audit.jsonl");
  }

  WarmCli cli() {
    return cli;
  }

  S3Server buckets() {
    return buckets;
  }

  GcsDouble google() {
    return google;
  }

  /** The shipped plans with the values of this deployment. */
  private void plans() throws IOException {
    Path plans = Files.createDirectories(project().resolve("plans/lib")).resolveSibling("");
    Files.createFile(project().resolve("backstay.yaml"));
    List<String> files =
        List.of(
            "autodocs.backup.yaml",
            "autodocs.restore.yaml",
            "autodocs-pitr.restore.yaml",
            "lib/shared.lib.yaml");
    for (String file : files) {
      String text = Files.readString(Path.of(file));
      for (Map.Entry<String, String> value : values().entrySet()) {
        text = text.replace(value.getKey(), value.getValue());
      }
      Files.writeString(plans.resolve(file), text);
    }
    Path migrate = Files.createDirectory(project().resolve("backend")).resolve("migrate");
    Files.writeString(
        migrate,
        """
        #!/bin/sh
        exec psql -XAtq -v ON_ERROR_STOP=1 -d "$DATABASE_URL" \\
          -c "INSERT INTO schema_migrations VALUES ('later', now()) ON CONFLICT DO NOTHING"
        """);
    if (!migrate.toFile().setExecutable(true)) {
      throw new IOException("not executable");
    }
  }

  private Map<String, String> values() {
    String s3 =
        "endpoint: 'http://127.0.0.1:%d', access-key: '${secrets.access}', secret-key: '${secrets.secret}'"
            .formatted(buckets.address().getPort());
    Map<String, String> values = new LinkedHashMap<>();
    values.put("path: /var/backups/autodocs", "path: " + local());
    values.put("/var/log/autodocs/backup-audit.jsonl", audit().toString());
    values.put(", owner: postgres:postgres", "");
    values.put("s3: {", "s3: {" + s3 + ", ");
    values.put(
        "        s3:\n",
        "        s3:\n          "
            + s3.replace("', ", "'\n          ").replace("}, ", "}\n")
            + "\n");
    values.put(
        "gcs: {",
        "gcs: {endpoint: 'http://127.0.0.1:%d', credentials: '${secrets.account}', "
            .formatted(google.address().getPort()));
    values.put(
        "secrets:\n  db-password",
        "secrets:\n  access: [env: S3_ACCESS]\n  secret: [env: S3_SECRET]\n"
            + "  account: [env: GCS_KEY]\n  db-password");
    values.put("max: 3, backoff: 10s..2m", "max: 1, backoff: 1s..1s");
    values.put("backoff: 5s", "backoff: 1s");
    values.put("wait-archived: 2m", "wait-archived: 5s");
    values.put("[npm, run, migrate]", "[./migrate]");
    return values;
  }

  private void fill() {
    sql("postgres", "CREATE DATABASE autodocs_dev");
    sql("autodocs_dev", TABLES_AND_ROWS);
    sql("postgres", "CREATE DATABASE autodocs_staging TEMPLATE autodocs_dev");
    sql("postgres", "CREATE DATABASE autodocs_prod TEMPLATE autodocs_dev");
  }

  static final String TABLES_AND_ROWS =
      """
      CREATE TYPE job_state AS ENUM ('queued', 'running', 'done', 'failed');
      CREATE TABLE schema_migrations (version text PRIMARY KEY, applied_at timestamptz NOT NULL);
      INSERT INTO schema_migrations SELECT '2024' || to_char(i, 'FM0000'), '2024-01-01Z'::timestamptz + i * interval '9 d' FROM generate_series(1, 12) i;
      CREATE TABLE users (id bigserial PRIMARY KEY, email text UNIQUE NOT NULL, name text, settings jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL);
      INSERT INTO users (email, name, settings, created_at) SELECT 'user' || i || '@example.org', E'User\\t' || i || E'\\\\ "Ünïcode" \\n☃', jsonb_build_object('theme', i % 3, 'tags', ARRAY['a', 'b,c']), '2026-01-01Z'::timestamptz + i * interval '1 h' FROM generate_series(1, 60) i;
      CREATE TABLE repositories (id bigserial PRIMARY KEY, owner bigint NOT NULL REFERENCES users, url text NOT NULL, synced_at timestamptz);
      INSERT INTO repositories (owner, url, synced_at) SELECT 1 + i % 60, 'https://git.example.org/r/' || i, CASE WHEN i % 5 > 0 THEN '2026-02-01Z'::timestamptz + i * interval '1 m' END FROM generate_series(1, 90) i;
      CREATE TABLE documents (id bigserial PRIMARY KEY, repository bigint NOT NULL REFERENCES repositories, path text NOT NULL, content text, digest bytea);
      INSERT INTO documents (repository, path, content, digest) SELECT 1 + i % 90, 'docs/' || i || '.md', repeat('# Heading ' || i || E'\\n\\\\.\\n', 40), sha256(i::text::bytea) FROM generate_series(1, 400) i;
      CREATE INDEX ON documents (repository, path);
      CREATE TABLE analysis_jobs (id bigserial PRIMARY KEY, repository bigint REFERENCES repositories, state job_state NOT NULL, took interval, cost numeric(10, 4));
      INSERT INTO analysis_jobs (repository, state, took, cost) SELECT 1 + i % 90, (ARRAY['queued', 'running', 'done', 'failed']::job_state[])[1 + i % 4], i * interval '1.5 s', i / 7.0 FROM generate_series(1, 300) i;
      CREATE TABLE chat_messages (id bigserial PRIMARY KEY, author bigint REFERENCES users, body text, created_at timestamptz NOT NULL);
      INSERT INTO chat_messages (author, body, created_at) SELECT 1 + i % 60, 'What does ' || i || ' do?', '2026-02-01Z'::timestamptz + i * interval '1 m' FROM generate_series(1, 500) i;
      CREATE TABLE webhooks (id bigserial PRIMARY KEY, repository bigint REFERENCES repositories, target text, events text[]);
      INSERT INTO webhooks (repository, target, events) SELECT 1 + i % 90, 'https://hooks.example.org/' || i, ARRAY['push', 'release'] FROM generate_series(1, 25) i;
      """;

  /** Every row of a table, or a digest of them: the same as long as all of them are. */
  String rows(String database, String table) {
    return sql(
        database,
        "SELECT count(*) || ' ' || md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM %s t"
            .formatted(table));
  }

  /** The same of all of them. */
  Map<String, String> rows(String database) {
    Map<String, String> rows = new LinkedHashMap<>();
    TABLES.forEach(table -> rows.put(table, rows(database, table)));
    return rows;
  }

  /** How long the server goes on writing a segment. */
  void archiveTimeout(String atMost) {
    sql("postgres", "ALTER SYSTEM SET archive_timeout = '" + atMost + "'");
    sql("postgres", "SELECT pg_reload_conf()");
    Awaitility.await().until(() -> sql("postgres", "SHOW archive_timeout").equals(atMost));
  }

  /** No segment can be archived from now on, or again. */
  void archiveIsFull(boolean full) {
    inServer(full ? "touch" : "rm", "/tmp/full");
  }

  /** The segments that are archived. */
  List<String> archived() {
    return inServer("ls", "/tmp/archive").lines().toList();
  }

  String sql(String database, String statement) {
    String out =
        inServer(
            "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", ROLE, "-d", database, "-c", statement);
    return out.strip();
  }

  /** What programs that are in the server's container say. */
  private String inServer(String... command) {
    try {
      Container.ExecResult result = server.execInContainer(StandardCharsets.UTF_8, command);
      if (result.getExitCode() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a URL of a database of it is, for programs of this host. */
  String url(String database) {
    return "postgresql://%s:correct%%20horse@%s:%d/%s"
        .formatted(ROLE, server.getHost(), server.getMappedPort(5432), database);
  }

  @Override
  public void close() {
    cli.close();
    server.stop();
    buckets.close();
    google.close();
  }
}
