package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.stores.s3.S3Server;
import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What backstay writes for people to go on from is valid, and brings back what can be. */
final class InitTest {
  private static final String NOT_UNDERSTOOD =
      """
      init backup shop --to sets | what shall be protected?
      init backup shop --volume v | where shall it be kept?
      init backup shop --files missing --to sets | there is no
      init backup Shop --volume v --to sets | such as shop
      init backup ../x --volume v --to sets | cannot be the name of a plan
      init backup shop --postgres shop-db --to sets | which database
      init backup shop --postgres mysql://a:hunter2@b/c --to sets | not shown
      init backup shop --postgres postgres://a:hunter2@b:x/c^d --to sets | not shown
      init backup shop --postgres postgres://a:hunter2@b/ --to sets | names a host
      init backup shop --postgres postgres://b/c?password=hunter2 --to sets | only `sslmode`
      init backup shop --postgres postgres://b/c?sslmode=maybe --to sets | not be valid
      init backup shop --volume v --to sftp://host/x | explain sftp
      init restore --to sets | made of a Backup
      init restore --from-store sets | made of a Backup
      init backup --from-store sets | there is no set
      init backup --from-store sets --volume v | but --from-store
      init backup --from-store ftp://host/x | s3://bucket/prefix
      """;

  @TempDir Path root;

  @Test
  void theInverseOfTheQuickstartBringsItBack() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    Cli cli = site.cli();
    Path restore = site.project().resolve("plans/quickstart.restore.yaml");
    cli.run("run", "quickstart").expect(0);
    String written = Files.readString(restore);
    assertThat(cli.run("init", "restore", "quickstart").expect(7).err())
        .contains("is there already");
    assertThat(restore).hasContent(written);
    Files.delete(restore);
    String shown = cli.run("init", "restore", "quickstart", "-n").expect(0).out();
    assertThat(restore).doesNotExist();

    cli.run("init", "restore", "quickstart").expect(0);

    assertThat(restore).hasContent(shown);
    Path notes = site.project().resolve("plans/quickstart/data/notes");
    var before = DrillSite.tree(notes);
    Tool.run(root, "rm", "-r", notes.toString());
    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
    assertThat(DrillSite.tree(notes)).isEqualTo(before);
    cli.run("drill", "quickstart").expect(0);
  }

  /** A new host with the store and nothing else. */
  @Test
  void aStoreAloneBringsThePlanBackAndThePlanTheData() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    site.cli().run("run", "quickstart").expect(0);
    Path notes = site.project().resolve("plans/quickstart/data/notes");
    var before = DrillSite.tree(notes);
    Path store = root.resolve("store");
    Files.move(site.project().resolve("plans/quickstart/backups"), store);
    Path host = Files.createDirectory(root.resolve("new-host"));
    Files.createFile(host.resolve("backstay.yaml"));
    Cli cli = new Cli(host, root.resolve("new-state")).with("BACKUP_DIR", store.toString());

    Cli.Result told = cli.run("init", "backup", "--from-store", store.toString()).expect(0);

    assertThat(host.resolve("plans/quickstart.backup.yaml")).content().contains("env: BACKUP_DIR");
    cli.run("fmt", "--check").expect(0);
    cli.run("init", "restore", "quickstart").expect(0);
    assertThat(cli.run("restore", "quickstart", "--confirm", "quickstart").exit())
        .as("nobody here has said that they believe it")
        .isNotZero();
    String trust =
        told.err().lines().filter(it -> it.contains("--trust=")).findFirst().orElseThrow();
    cli.run("keys", trust.substring(trust.indexOf("--trust="))).expect(0);
    Files.createDirectories(host.resolve("plans/quickstart/data"));
    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
    assertThat(DrillSite.tree(host.resolve("plans/quickstart/data/notes"))).isEqualTo(before);
  }

  /** Any store can be said in a file, with the secrets it takes, and several. */
  @Test
  void storesInAFileBringThePlanBack() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    Path host = Files.createDirectory(root.resolve("new-host"));
    try (S3Server buckets = new S3Server()) {
      buckets.bucket("kept");
      String stores =
          """
          secrets: {access: [env: ACCESS], secret: [env: SECRET]}
          stores:
            nowhere: {directory: {path: %s, create: true}}
            away: {s3: {bucket: kept, endpoint: 'http://127.0.0.1:%d', access-key: '${secrets.access}', secret-key: '${secrets.secret}'}}
          """
              .formatted(
                  Files.createDirectory(root.resolve("nowhere")), buckets.address().getPort());
      site.edit(
          "plans/quickstart.backup.yaml",
          "stores:\n  local:\n.*\n",
          Matcher.quoteReplacement(stores));
      site.edit("plans/quickstart.backup.yaml", "local", "away");
      Files.writeString(host.resolve("stores.yaml"), stores);
      site.cli()
          .with("ACCESS", S3Server.ACCESS)
          .with("SECRET", S3Server.SECRET)
          .run("run", "quickstart")
          .expect(0);
      Cli cli =
          new Cli(host, root.resolve("new-state"))
              .with("ACCESS", S3Server.ACCESS)
              .with("SECRET", S3Server.SECRET);

      cli.run("init", "backup", "--from-store", "stores.yaml").expect(0);

      assertThat(host.resolve("plans/quickstart.backup.yaml"))
          .content()
          .contains("bucket: kept", "env: ACCESS", "name: quickstart");
      Files.writeString(host.resolve("stores.yaml"), stores.replace("bucket:", "buket:"));
      assertThat(cli.run("init", "backup", "--from-store", "stores.yaml").expect(2).err())
          .contains("stores.yaml:4:", "did you mean `bucket`?");
    }
  }

  @Test
  void theInversesOfWhatShipsAreValid() throws IOException {
    Path plans = Files.createDirectory(root.resolve("plans"));
    Files.createFile(root.resolve("backstay.yaml"));
    Tool.run(Path.of("").toAbsolutePath(), "sh", "-c", "cp -r *.backup.yaml lib " + plans);
    Cli cli = new Cli(root, root.resolve("state"));
    try (Stream<Path> files = Files.list(plans)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".backup.yaml")).toList()) {
        cli.run("init", "restore", file.toString()).expect(0);
      }
    }
    cli.run("validate").expect(0);
    assertThat(plans.resolve("ai-across.restore.yaml"))
        .content()
        .contains(
            "load: {artifact: 'postgres.dump', into: db}", "untar: {artifact: 'chroma.tar.gz'");
    assertThat(plans.resolve("wp-chat.restore.yaml"))
        .content()
        .contains("untar: {artifact: 'backup_*.tar.gz', previous: {keep: 24h}}", "type: full");
  }

  @Test
  void aFirstBackupOfFilesRunsAndComesBackAndIsNeverReplaced() throws IOException {
    Path data = Files.createDirectories(root.resolve("Site Data"));
    Files.writeString(data.resolve("note"), "kept");
    Cli cli = new Cli(root, root.resolve("state"));
    Path plan = root.resolve("plans/site-data.backup.yaml");

    Cli.Result written =
        cli.run("init", "backup", "--files", data.toString(), "--to", "sets").expect(0);

    assertThat(written.out()).contains("wrote " + plan);
    assertThat(written.err()).contains("backstay preview site-data", "init restore site-data");
    cli.run("validate", "--strict").expect(0);
    cli.run("fmt", "--check").expect(0);
    cli.run("run", "site-data").expect(0);
    cli.run("init", "restore", "site-data").expect(0);
    Files.writeString(data.resolve("note"), "lost");
    cli.run("restore", "site-data", "--confirm", "site-data").expect(0);
    assertThat(data.resolve("note")).hasContent("kept");
    String before = Files.readString(plan);
    assertThat(
            cli.run("init", "backup", "site-data", "--volume", "v", "--to", "sets").expect(7).err())
        .contains("is there already");
    assertThat(plan).hasContent(before);
  }

  @Test
  void aFirstBackupOfDatabasesHasTheNamesOfSecretsOnly() throws IOException {
    Cli cli = new Cli(root, root.resolve("state"));

    Cli.Result written =
        cli.run(
                "init",
                "backup",
                "shop",
                "--postgres",
                "postgresql://me:hunter2%40@db.example.org:5433/Shop_1?sslmode=require",
                "--postgres",
                "admin@shop-db/shop-1",
                "--volume",
                "shop_uploads",
                "--to",
                "/srv/sets",
                "--to",
                "s3://bucket/a/b/")
            .expect(0);

    assertThat(written.out() + written.err()).contains("SHOP_1_PASSWORD").doesNotContain("hunter2");
    assertThat(root.resolve("plans/shop.backup.yaml"))
        .content()
        .contains(
            "shop-1-password:\n    - env: SHOP_1_PASSWORD",
            "host: db.example.org\n      port: 5433\n      user: me\n",
            "sslmode: require",
            "shop-1-2:\n    postgres:\n      database: shop-1\n      user: admin\n",
            "container: shop-db",
            "s3: {bucket: bucket, prefix: a/b/}",
            "upload: [local, s3]",
            "id: verify-s3")
        .doesNotContain("hunter2");
    cli.run("validate", "--strict").expect(0);
    cli.run("fmt", "--check").expect(0);
    cli.run("preview", "shop", "--offline").expect(0);
  }

  @Test
  void whatIsNotUnderstoodIsSaidAndNothingIsWritten() throws IOException {
    try (WarmCli cli =
        new WarmCli(root, Map.of("BACKSTAY_STATE_DIR", root.resolve("s").toString()))) {
      for (String row : NOT_UNDERSTOOD.lines().toList()) {
        String[] words = row.split(" \\| ");

        Answer answer = cli.run(List.of(words[0].split(" "))).expect(2);

        assertThat(answer.err()).as(row).contains(words[1]).doesNotContain("hunter2");
        assertThat(root.resolve("plans")).as(row).doesNotExist();
      }
    }
  }
}
