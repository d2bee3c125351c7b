package io.backstay.plans;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table and some files, encrypted in every way there is, lost, and had back. */
@Tag("crypto")
@Needs("crypto")
final class EncryptedTest {
  private static final String ROW = "a row nobody else may read";

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: letters
      sources:
        db: {sqlite: data/letters.sqlite}
        files: {files: data/files}
      stores: {local: {directory: {path: store, create: true}}}
      secrets:
        key: {file: key}
      steps:
        - dump: {source: db, to: letters.sqlite, record: {row-counts: all}}
        - tar: {source: files, to: files.tar}
        - encrypt:
            WAY
        - checksum: [sha256, md5]
        - upload: local
        - verify: {in: local, checks: [checksum: all, dump-readable: all, archive-readable: all]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: letters
      plan: ./letters.backup.yaml
      backup: {from: local, pick: latest}
      confirm: {phrase: letters}
      steps:
        - fetch: all
        - recreate-database: {source: db}
        - load: {artifact: letters.sqlite, into: db}
        - untar: {artifact: files.tar, into: files}
        - verify: [row-counts: {in: db, expect: recorded}]
      """;

  /** What a plan says, and the programs that open it without us. */
  enum Way {
    AGE("age: {recipients: [RECIPIENT], identity: '${secrets.key}'}", ".age"),
    GPG("gpg: {recipients: [RECIPIENT], home: keyring}", ".gpg"),
    OPENSSL("openssl: {password: '${secrets.key}', iterations: 20000}", ".enc");

    private final String plan;
    private final String ending;

    Way(String plan, String ending) {
      this.plan = plan;
      this.ending = ending;
    }
  }

  @TempDir Path project;
  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void data() throws IOException, SQLException {
    Files.createDirectories(project.resolve("data/files"));
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("data/files/letter.txt"), ROW);
    Files.writeString(project.resolve("letters.restore.yaml"), RESTORE);
    sql("CREATE TABLE letters(text)");
    sql("INSERT INTO letters VALUES ('" + ROW + "')");
    cli = new Cli(project, state);
  }

  private void sql(String statement) throws SQLException {
    try (Connection db = open();
        Statement sql = db.createStatement()) {
      sql.execute(statement);
    }
  }

  private String row() throws SQLException {
    try (Connection db = open();
        Statement sql = db.createStatement();
        ResultSet rows = sql.executeQuery("SELECT text FROM letters")) {
      return rows.getString(1);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + project.resolve("data/letters.sqlite"));
  }

  private String letter() throws IOException {
    return Files.readString(project.resolve("data/files/letter.txt"));
  }

  private void plan(Way way) throws IOException {
    String recipient = keys(way);
    Files.writeString(
        project.resolve("letters.backup.yaml"),
        BACKUP.replace("WAY", way.plan.replace("RECIPIENT", recipient)));
  }

  private String keys(Way way) throws IOException {
    return switch (way) {
      case AGE -> {
        secret(shell("age-keygen 2>/dev/null"));
        yield shell("age-keygen -y key");
      }
      case GPG -> {
        secret("not used");
        Files.createDirectory(
            project.resolve("keyring"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        shell(
            "gpg --homedir keyring --batch -q --passphrase ''"
                + " --quick-gen-key 'B <b@example.org>' future-default default never");
        yield shell(
            "gpg --homedir keyring --with-colons --list-keys 2>/dev/null | awk -F: '/^fpr/"
                + "{print $10; exit}'");
      }
      case OPENSSL -> {
        secret("correct horse battery");
        yield "";
      }
    };
  }

  private void secret(String text) throws IOException {
    Path key = project.resolve("key");
    Files.writeString(key, text);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void agent() throws IOException {
    for (String home : List.of("keyring", "safe")) {
      if (Files.isDirectory(project.resolve(home))) {
        shell("gpgconf --homedir " + home + " --kill all");
      }
    }
  }

  private String shell(String line) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-ec", line)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    try {
      assertThat(process.waitFor()).as("%s: %s", line, said).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return said.strip();
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve("store"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private Path stored(String name) throws IOException {
    return stored().stream().filter(file -> file.endsWith(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasLostComesBackAndOnlyWhoHasTheKeyReadsIt(Way way) throws Exception {
    plan(way);
    cli.run("run", "letters").expect(0);
    assertThat(cli.run("list", "letters").expect(0).out()).contains("readable");
    for (Path file : stored()) {
      assertThat(Files.readString(file, ISO_8859_1))
          .as("%s", file)
          .doesNotContain(ROW, "letter.txt", "correct horse", "AGE-SECRET-KEY");
    }
    nothingSaysTheKey();
    byHand(way);

    sql("UPDATE letters SET text = 'gone'");
    Files.writeString(project.resolve("data/files/letter.txt"), "gone");
    withoutTheKey(way);
    cli.run("restore", "letters", "--confirm", "letters").expect(0);
    assertThat(row()).isEqualTo(ROW);
    assertThat(letter()).isEqualTo(ROW);
    damaged(stored("files.tar" + way.ending));
  }

  /** Neither journals, nor records, nor what lies in the state directory. */
  private void nothingSaysTheKey() throws IOException {
    String key = Files.readString(project.resolve("key")).lines().reduce("", (a, b) -> b);
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as("%s", file).doesNotContain(key);
      }
    }
    assertThat(cli.run("show", "letters").out()).doesNotContain(key);
  }

  /** What the manifest says, done by somebody who has the key and no backstay. */
  private void byHand(Way way) throws IOException {
    Path below = project.resolve("store").relativize(stored("files.tar" + way.ending));
    String set = below.getName(0).toString();
    List<String> lines =
        cli.run("show", set)
            .expect(0)
            .out()
            .lines()
            .map(String::strip)
            .dropWhile(line -> !line.equals("by hand"))
            .skip(1)
            .filter(line -> line.contains("files.tar"))
            .map(line -> line.replace("IDENTITY", "../../key").replace("DIRECTORY", "../../hand"))
            .map(line -> line.startsWith("openssl") ? line + " -pass file:../../key" : line)
            .map(line -> line.replaceFirst("^gpg", "gpg --homedir ../../keyring -q"))
            .toList();
    assertThat(lines).hasSize(4);
    Files.createDirectory(project.resolve("hand"));
    shell("cd store/" + set + "\n" + String.join("\n", lines) + "\nrm files.tar");
    assertThat(shell("cat hand/files/letter.txt")).isEqualTo(ROW);
  }

  /** Nothing is touched, and the set is none the worse for it. */
  private void withoutTheKey(Way way) throws IOException, SQLException {
    Path key = project.resolve(way == Way.GPG ? "keyring/private-keys-v1.d" : "key");
    Path aside = project.resolve("aside");
    if (way == Way.GPG) {
      shell("gpgconf --homedir keyring --kill all");
    }
    Files.move(key, aside);
    switch (way) {
      case AGE -> secret(shell("age-keygen 2>/dev/null"));
      case GPG -> Files.createDirectory(key);
      case OPENSSL -> secret("correct horse batterie");
    }
    Cli.Result refused = cli.run("restore", "letters", "--confirm", "letters");
    assertThat(refused.exit()).as(refused.out()).isNotZero();
    assertThat(row() + letter()).isEqualTo("gonegone");
    if (way == Way.GPG) {
      shell("gpgconf --homedir keyring --kill all; rm -r keyring/private-keys-v1.d");
    } else {
      Files.delete(key);
    }
    Files.move(aside, key);
    assertThat(cli.run("list", "letters").expect(0).out()).contains("readable");
  }

  /** Found before anything is touched. */
  private void damaged(Path file) throws IOException, SQLException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    sql("UPDATE letters SET text = 'newer'");

    assertThat(cli.run("restore", "letters", "--confirm", "letters").exit()).isNotZero();
    assertThat(row() + letter()).isEqualTo("newer" + ROW);
  }

  /** Not green before whoever has the other key has shown it; that key never comes to this host. */
  @ParameterizedTest
  @EnumSource(names = {"AGE", "GPG"})
  void aKeyThatNobodyHasShownIsNotReliedOn(Way way) throws Exception {
    String own = keys(way);
    String other = other(way);
    Files.writeString(
        project.resolve("letters.backup.yaml"),
        BACKUP.replace("WAY", way.plan.replace("RECIPIENT", own + ", " + other)));

    Cli.Result first = cli.run("run", "letters").expect(4);
    assertThat(first.out()).contains("key of " + other + " opens").doesNotContain(own);
    assertThat(cli.run("list", "letters").expect(0).out()).contains("readable");
    cli.run("run", "letters").expect(4);
    assertThat(cli.run("keys", "--prove", "a guess").exit()).isEqualTo(7);
    String doubted = "key of " + other + " opens";
    assertThat(cli.run("status").expect(4).out()).contains("keys (warning)", doubted);
    assertThat(cli.run("preview", "letters").expect(0).out()).contains(doubted, "what it says:");
    assertThat(cli.run("doctor").out()).contains(doubted);

    String open = waiting(other);
    String said = shell(open.replace("IDENTITY", "safe").replace("gpg ", "gpg --homedir safe -q "));
    cli.run(said.replace("backstay ", "").split(" ")).expect(0);
    assertThat(cli.run("keys").expect(0).out())
        .contains(own + "  opens what", other + "  opens what");
    assertThat(Path.of(open.substring(open.indexOf('/')))).doesNotExist();
    cli.run("run", "letters").expect(0);
    assertThat(cli.run("status").expect(0).out()).doesNotContain("keys");
    assertThat(cli.run("preview", "letters").expect(0).out()).doesNotContain("key of");
    assertThat(cli.run("doctor").out()).doesNotContain("key of");
  }

  /** A key in a safe. */
  private String other(Way way) throws IOException {
    if (way == Way.AGE) {
      return shell("age-keygen 2>/dev/null >safe; age-keygen -y safe");
    }
    shell(
        "mkdir -m 700 safe; gpg --homedir safe --batch -q --passphrase ''"
            + " --quick-gen-key 'C <c@example.org>' future-default default never;"
            + " gpg --homedir safe --export | gpg --homedir keyring -q --import");
    return shell(
        "gpg --homedir safe --with-colons --list-keys 2>/dev/null | awk -F: '/^fpr/"
            + "{print $10; exit}'");
  }

  /** How the file is opened that waits for a key. */
  private String waiting(String recipient) {
    String line =
        cli.run("keys")
            .expect(0)
            .out()
            .lines()
            .filter(it -> it.startsWith(recipient))
            .findFirst()
            .orElseThrow();
    return line.substring(line.indexOf("where it is:") + "where it is:".length()).strip();
  }
}
