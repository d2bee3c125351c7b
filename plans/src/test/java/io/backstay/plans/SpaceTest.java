package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that would not find room is refused before it has begun. */
@Tag("root")
@Needs("root")
final class SpaceTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: big
      sources: {data: {files: data}, base: {sqlite: base/base.sqlite}}
      stores: {local: {directory: {path: store, create: true}}}
      steps:
        - tar: {source: data, to: data.tar.zst}
        - dump: {source: base, to: base.sqlite.zst}
        - upload: local
        - verify: {in: local, checks: [checksum: all]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: big
      plan: ./big.backup.yaml
      backup: {from: local, pick: latest}
      confirm: {phrase: big}
      steps:
        - fetch: all
        - untar: {artifact: data.tar.zst, into: data, previous: {keep: 1h}}
        - recreate-database: {source: base, previous: {keep: 1h}}
        - load: {artifact: base.sqlite.zst, into: base}
      """;

  @TempDir Path project;
  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void makeASet() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("big.backup.yaml"), BACKUP);
    Files.writeString(project.resolve("big.restore.yaml"), RESTORE);
    byte[] random = new byte[12 << 20];
    new Random(1).nextBytes(random);
    Files.write(Files.createDirectory(project.resolve("data")).resolve("file"), random);
    Files.createDirectory(project.resolve("base"));
    Tool.run(
        project,
        "python3",
        "-c",
        "import sqlite3; c = sqlite3.connect('base/base.sqlite');"
            + " c.execute('create table t(x)');"
            + " c.execute('insert into t values (randomblob(12000000))'); c.commit()");
    cli = new Cli(project, state);
    cli.run("run", "big").expect(0);
  }

  @AfterEach
  void unmount() {
    Tool.run(project, "sh", "-c", "umount data base 2>/dev/null || true");
  }

  private void small(String directory) {
    Tool.run(project, "mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", directory);
  }

  @Test
  void forATreeOfFiles() throws IOException {
    small("data");
    Files.writeString(project.resolve("data/live"), "live");
    Cli.Result refused = cli.run("restore", "big", "--confirm", "big").expect(3);
    assertThat(refused.out()).containsPattern("no space in `.*data`: need about 12 MiB, have \\d+");
    assertThat(project.resolve("data")).isDirectoryContaining("glob:**/live");
    assertThat(project.resolve("data/.backstay")).doesNotExist();
  }

  @Test
  void forADatabaseOfThisHost() throws IOException {
    small("base");
    Files.writeString(project.resolve("base/live"), "live");
    Cli.Result refused = cli.run("restore", "big", "--confirm", "big").expect(3);
    assertThat(refused.out()).containsPattern("no space in `.*base.sqlite`: need about 11 MiB");
  }

  @Test
  void withRoomItIsRestored() {
    cli.run("restore", "big", "--confirm", "big").expect(0);
  }
}
