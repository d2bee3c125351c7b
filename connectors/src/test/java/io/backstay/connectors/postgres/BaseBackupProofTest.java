package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.testing.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers really give, whole and damaged. */
@Needs("docker")
@Tag("docker")
class BaseBackupProofTest {
  private static final int RECORD = 512;

  @TempDir Path directory;

  private byte[] backup(int version) throws IOException {
    TestServer server = version == 15 ? TestServer.V15 : TestServer.V17;
    server.inContainer(
        "sh", "-c", "pg_basebackup -U postgres -D - -Ft -X fetch -c fast > /tmp/base.tar");
    Path file = directory.resolve("base.tar");
    server.container().copyFileFromContainer("/tmp/base.tar", file.toString());
    return Files.readAllBytes(file);
  }

  private static Facts proven(byte[] tar) throws IOException {
    BaseTar read = new BaseTar("db", new ByteArrayInputStream(tar));
    read.readAllBytes();
    return BaseManifest.proven(read);
  }

  /** Where the content of a member begins. */
  private static int content(byte[] tar, String name) {
    byte[] header = (name + "\0").getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < tar.length; at += RECORD) {
      if (Arrays.equals(tar, at, at + header.length, header, 0, header.length)) {
        return at + RECORD;
      }
    }
    throw new AssertionError("no " + name);
  }

  private static byte[] flipped(byte[] tar, int at) {
    byte[] other = tar.clone();
    other[at] ^= 1;
    return other;
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 17})
  void whatHasComeIsHeldAgainstTheManifest(int version) throws IOException {
    byte[] tar = backup(version);

    assertThat(proven(tar).is("server-manifest")).isTrue();

    refuses(flipped(tar, content(tar, "global/pg_control")), "pg_control has another checksum");
    refuses(flipped(tar, content(tar, "backup_manifest") + 40), "its own checksum");
    byte[] renamed = tar.clone();
    renamed[content(tar, "PG_VERSION") - RECORD] = 'Q';
    refuses(renamed, "PG_VERSION is missing");
    int manifest = content(tar, "backup_manifest") - RECORD;
    refuses(Arrays.copyOf(tar, content(tar, "PG_VERSION")), "missing");
    assertThat(proven(Arrays.copyOf(tar, manifest)).is("server-manifest"))
        .as("a server before 13 gives none")
        .isFalse();
    refuses(withoutLog(tar), "pg_wal");
  }

  private static byte[] withoutLog(byte[] tar) {
    byte[] other = tar.clone();
    for (int at = 0; at < tar.length - RECORD; at += RECORD) {
      String name = new String(tar, at, 31, StandardCharsets.US_ASCII);
      if (name.matches("pg_wal/[0-9A-F]{24}") || name.matches("(?s)pg_wal/[0-9A-F]{24}\0.*")) {
        other[at + "pg_wal/".length()] = 'F';
      }
    }
    return other;
  }

  private static void refuses(byte[] tar, String why) {
    assertThatThrownBy(() -> proven(tar))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R432"))
        .hasMessageContaining(why);
  }

  /** An ordinary tar finds everything below the root, and the data directory closed to others. */
  @ParameterizedTest
  @ValueSource(ints = {17})
  void everythingStandsBelowTheRoot(int version) throws Exception {
    byte[] below = new BaseTar("db", new ByteArrayInputStream(backup(version))).readAllBytes();
    Path file = Files.write(directory.resolve("below.tar"), below);

    Process tar = new ProcessBuilder("tar", "-tvf", file.toString()).start();
    String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tar.waitFor()).isZero();
    assertThat(listed.lines().map(line -> line.replaceFirst(".* ", "")))
        .contains("db/PG_VERSION", "db/backup_manifest", "db/global/pg_control")
        .allMatch(name -> name.startsWith("db"));
    assertThat(listed.lines().findFirst().orElseThrow()).startsWith("drwx------").endsWith(" db");
  }
}
