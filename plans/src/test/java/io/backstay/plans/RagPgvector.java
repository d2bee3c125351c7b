package io.backstay.plans;

import io.backstay.connectors.stores.s3.S3Server;
import io.backstay.connectors.stores.sftp.SshServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The rag-pgvector deployment: documents with their vectors, a bucket, and a host that is reached
 * by rsync. The server's own client programs are called, since this host has only older ones.
 */
final class RagPgvector implements AutoCloseable {
  private static final int DOCUMENTS = 400;

  private final String name = "rag-" + UUID.randomUUID().toString().substring(0, 8);
  private final Path root;
  private final SshServer host;
  private final S3Server buckets;
  private final GenericContainer<?> postgres =
      new GenericContainer<>(DockerImageName.parse("pgvector/pgvector:pg17"))
          .withEnv("POSTGRES_USER", "rag")
          .withEnv("POSTGRES_PASSWORD", "correct horse")
          .withEnv("POSTGRES_DB", "vector_db")
          .withCreateContainerCmdModifier(create -> create.withName(name))
          .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\n", 2));

  /** One whose files are all below a directory. */
  RagPgvector(Path root) throws IOException {
    this.root = root;
    host = new SshServer(Files.createDirectory(root.resolve("ssh")));
    buckets = new S3Server();
    buckets.bucket("example-bucket");
    postgres.start();
  }

  Path project() {
    return root.resolve("project");
  }

  /** Where sets of this host are. */
  Path local() {
    return root.resolve("local");
  }

  /** Where sets of the other host are. */
  Path remote() {
    return root.resolve("remote");
  }

  /** What is in the bucket. */
  List<String> bucket() {
    return buckets.names("example-bucket", "");
  }

  Path metrics() {
    return root.resolve("metrics/backup.prom");
  }

  Cli cli() {
    return stranger()
        .with("PGPASSWORD", "correct horse")
        .with("PGUSER", "rag")
        .with("METRICS_DIR", metrics().resolveSibling("").toString())
        .with("SSH_KEY", host.text("client"))
        .with("S3_ACCESS", S3Server.ACCESS)
        .with("S3_SECRET", S3Server.SECRET);
  }

  /** The shipped plans with the values of this deployment. */
  void plans() throws IOException {
    Files.createDirectories(remote());
    Path plans = Files.createDirectories(project().resolve("plans"));
    Files.createFile(project().resolve("backstay.yaml"));
    for (String file : List.of("rag-pgvector.backup.yaml", "rag-pgvector.restore.yaml")) {
      String text = Files.readString(Path.of(file));
      for (Map.Entry<String, String> value : values().entrySet()) {
        text = text.replace(value.getKey(), value.getValue());
      }
      Files.writeString(plans.resolve(file), text);
    }
    Path drills = Files.createDirectory(project().resolve("drills"));
    for (String file : List.of("rag-self-test.drill.yaml", "rag-test-restore.drill.yaml")) {
      Files.copy(Path.of("../drills", file), drills.resolve(file));
    }
  }

  /** Where drills make what they need. */
  Path scratch() {
    return root.resolve("scratch");
  }

  /** Somebody who has the plans, and no secret of theirs. */
  Cli stranger() {
    return new Cli(project(), root.resolve("state"))
        .with("BACKSTAY_SCRATCH_DIR", scratch().toString())
        .with("BACKUP_DIR", local().toString());
  }

  private Map<String, String> values() {
    return Map.of(
        "host: ${vars.host}\n      port: ${vars.port}\n",
        "container: " + name + "\n",
        "secrets:\n",
        "secrets:\n  ssh: [env: SSH_KEY]\n  access: [env: S3_ACCESS]\n  secret: [env: S3_SECRET]\n",
        "prefix: backups/}",
        "prefix: backups/, endpoint: 'http://127.0.0.1:%d', access-key: '${secrets.access}', secret-key: '${secrets.secret}'}"
            .formatted(buckets.address().getPort()),
        "{host: backup.example.org, user: backup, path: /srv/backups/}",
        "{host: 127.0.0.1, port: %d, user: %s, path: %s, key: '${secrets.ssh}', host-key: '%s'}"
            .formatted(host.port(), System.getProperty("user.name"), remote(), host.hostKey()));
  }

  void fill() {
    sql("CREATE EXTENSION vector");
    sql("CREATE TABLE documents (id serial PRIMARY KEY, title text, embedding vector(4))");
    sql(
        "INSERT INTO documents (title, embedding) SELECT 'document ' || i,"
            + " ARRAY[i % 7, i % 11, i % 13, i]::real[]::vector FROM generate_series(1, "
            + DOCUMENTS
            + ") i");
    sql("CREATE INDEX ON documents USING hnsw (embedding vector_l2_ops)");
  }

  /** What is nearest to something. */
  String nearest() {
    return sql("SELECT title FROM documents ORDER BY embedding <-> '[3,4,5,42]' LIMIT 5");
  }

  String documents() {
    return sql("SELECT id, title, embedding FROM documents ORDER BY id");
  }

  String sql(String statement) {
    String[] psql = {
      "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", "rag", "-d", "vector_db", "-c", statement
    };
    try {
      Container.ExecResult result = postgres.execInContainer(StandardCharsets.UTF_8, psql);
      if (result.getExitCode() != 0) {
        throw new AssertionError(statement + ": " + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    postgres.stop();
    buckets.close();
    host.close();
  }
}
