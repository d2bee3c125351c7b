package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the plans say before anything has run. */
final class ShippedPlansTest {
  private static final String DAILY = "(?m)^0 2 \\* \\* \\* /opt/backstay run ";

  @RegisterExtension static final Features AI_ACROSS = new Features("ai-across");
  @RegisterExtension static final Features RAG_PGVECTOR = new Features("rag-pgvector");
  @RegisterExtension static final Features PRATIKO = new Features("pratiko");
  @RegisterExtension static final Features AUTODOCS = new Features("autodocs");
  @RegisterExtension static final Features WP_CHAT = new Features("wp-chat");

  @TempDir Path state;

  private Cli cli() {
    return new Cli(Path.of("..").toAbsolutePath().normalize(), state).with("TZ", "UTC");
  }

  private static String crontab(Cli cli, String plan, String... more) {
    List<String> export = List.of("schedule", "export", plan, "--command", "/opt/backstay");
    return cli.run(Stream.concat(export.stream(), Stream.of(more)).toArray(String[]::new))
        .expect(0)
        .out();
  }

  @Test
  void aiAcrossHearsWhatItsScriptsWereTold() {
    Cli cli = cli().with("BACKUP_DIR", "/mnt").with("BACKUP_SCHEDULE", "30 3 * * *");
    cli.with("BACKUP_RETENTION_DAYS", "9").with("DB_USER", "him").with("DB_NAME", "his");

    String inputs = cli.run("preview", "ai-across", "--offline", "--explain-vars").expect(0).out();

    assertThat(inputs)
        .containsPattern("backup-dir +/mnt")
        .containsPattern("retention +9d +\\$BACKUP_RETENTION_DAYS")
        .containsPattern("db-user +him")
        .containsPattern("db-name +his");
    assertThat(crontab(cli, "ai-across"))
        .containsPattern("(?m)^30 3 \\* \\* \\* /opt/backstay run ");
    AI_ACROSS.shown("variables");
    assertThat(crontab(cli(), "ai-across")).containsPattern(DAILY);
    AI_ACROSS.shown("cron");
  }

  @Test
  void ragPgvectorIsCalledByCronOrByKubernetes() {
    assertThat(crontab(cli(), "rag-pgvector")).containsPattern(DAILY);
    String[] kubernetes = {
      "schedule", "export", "rag-pgvector", "--format", "kubernetes", "--image", "x/y:1"
    };
    assertThat(cli().run(kubernetes).expect(0).out()).contains("kind: CronJob", "x/y:1");
    RAG_PGVECTOR.shown("cron", "container");
  }

  @Test
  void pratikoHearsWhatItsScriptsWereTold() {
    Cli cli = cli().with("POSTGRES_HOST", "there").with("POSTGRES_PORT", "5444");
    cli.with("POSTGRES_DB", "his").with("POSTGRES_USER", "him");
    assertThat(cli.run("preview", "pratiko", "--offline", "--explain-vars").expect(0).out())
        .containsPattern("host +there")
        .containsPattern("port +5444")
        .containsPattern("database +his")
        .containsPattern("user +him");
    PRATIKO.shown("variables");
    assertThat(crontab(cli(), "pratiko")).containsPattern(DAILY);
    PRATIKO.shown("cron");
  }

  @Test
  void wpChatIsCalledOnSundaysForSomethingElse() {
    assertThat(crontab(cli(), "wp-chat"))
        .containsPattern("(?m)^0 2 \\* \\* 0 .*--type=full")
        .containsPattern("(?m)^0 2 \\* \\* (1-6|1,2,3,4,5,6) .*--type=incremental");
    WP_CHAT.shown("schedule");
  }

  @Test
  void autodocsPromisesSomethingElseInEachEnvironment() {
    assertThat(crontab(cli(), "autodocs", "--env", "dev")).containsPattern(DAILY + ".*--env=dev");
    assertThat(crontab(cli(), "autodocs", "--env", "staging"))
        .containsPattern("(?m)^0 (\\*/6|0,6,12,18) .*--env=staging");
    assertThat(crontab(cli(), "autodocs", "--env", "prod"))
        .containsPattern("(?m)^0 (\\*/6|0,6,12,18) .*--type=full")
        .containsPattern("(?m)^0 \\* \\* \\* \\* .*--type=incremental");
    AUTODOCS.shown("schedule");
    assertThat(preview("dev")).containsPattern("RPO +24 h").containsPattern("RTO +4 h");
    assertThat(preview("staging")).containsPattern("RPO +6 h").containsPattern("RTO +2 h");
    assertThat(preview("prod"))
        .containsPattern("RPO +5 m")
        .containsPattern("RTO +30 m")
        .contains("Not covered", "the secrets manager", "Pinecone");
    AUTODOCS.shown("rpo", "not-covered");
  }

  private String preview(String environment) {
    return cli().run("preview", "autodocs", "--env", environment, "--offline").expect(0).out();
  }
}
