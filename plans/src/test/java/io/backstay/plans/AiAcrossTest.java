package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole application backed up, destroyed and restored with the plans that ship. */
@Tag("docker")
@Needs("docker")
final class AiAcrossTest {
  private static final String COUNTS =
      "SELECT 'users', count(*) FROM users UNION ALL SELECT 'assistants', count(*) FROM assistants"
          + " UNION ALL SELECT 'conversations', count(*) FROM conversations"
          + " UNION ALL SELECT 'messages', count(*) FROM messages ORDER BY 1";
  private static final String DIGESTS =
      "cd /uploads && find . -type f -exec sha256sum {} + | sort -k2";
  private static final String METADATA =
      "cd /uploads && find . -not -name .backstay -not -path './.backstay/*' -exec stat -c '%n %a %u %g %Y %F' {} + | sort";

  @TempDir static Path project;
  @TempDir static Path state;
  @TempDir static Path stores;

  private static AiAcross app;
  private static Cli cli;

  @BeforeAll
  static void deploy() throws IOException {
    app = new AiAcross();
    app.start();
    app.plans(project);
    app.sql(Dataset.schema());
    app.shell(Dataset.uploads());
    new Vectors(app.chromaUrl()).fill(2000);
    cli =
        new Cli(project, state)
            .with("DB_PASSWORD", "correct horse")
            .with("BACKUP_DIR", stores.toString());
  }

  @AfterAll
  static void tearDown() {
    if (app != null) {
      app.close();
    }
  }

  @Test
  void everythingThatWasDestroyedComesBack() throws IOException, InterruptedException {
    Vectors vectors = new Vectors(app.chromaUrl());
    String counts = app.sql(COUNTS);
    String digests = app.shell(DIGESTS);
    String metadata = app.shell(METADATA);
    String nearest = vectors.nearest();

    cli.run("run", "ai-across", "--var", "quiesce-chroma=true").expect(0);
    assertThat(app.running(app.chroma)).as("chroma was started again").isTrue();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> vectors.nearest().equals(nearest));

    destroy();
    String set =
        cli.run("list", "ai-across")
            .expect(0)
            .out()
            .lines()
            .skip(1)
            .findFirst()
            .orElseThrow()
            .split(" ")[0];
    cli.run("restore", "ai-across", set, "--confirm", "ai-across").expect(0);
    app.startAgain(app.chroma);

    assertThat(app.sql(COUNTS)).isEqualTo(counts);
    assertThat(app.shell(DIGESTS)).isEqualTo(digests);
    assertThat(app.shell(METADATA)).isEqualTo(metadata);
    assertThat(health()).isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(vectors.nearest()).isEqualTo(nearest));
  }

  private static void destroy() {
    app.stop(app.chroma);
    app.sql("DROP TABLE messages, conversations, assistants, users CASCADE");
    app.shell("rm -rf /uploads/* /vectors/*");
  }

  private static int health() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(app.backendUrl() + "/health")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
