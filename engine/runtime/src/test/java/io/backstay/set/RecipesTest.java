package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Facts;
import io.backstay.spi.Op.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipesTest {
  @TempDir Path dir;

  private static Manifest.Artifact artifact(String name, String kind, Codec codec, String sha256) {
    return new Manifest.Artifact(
        name,
        name,
        kind,
        "db",
        1,
        sha256,
        null,
        new Manifest.Content(1, ""),
        codec,
        null,
        Facts.NONE);
  }

  private static String last(String name, String kind, Codec codec) {
    return new Recipes("set-1", "", null)
        .of(artifact(name, kind, codec, "abc"))
        .commands()
        .getLast();
  }

  @ParameterizedTest
  @CsvSource({
    "x.tar, archive, NONE, tar -xpf x.tar -C DIRECTORY",
    "x.tar.gz, archive, GZIP, gzip -dc x.tar.gz | tar -xpf - -C DIRECTORY",
    "x.tar.zst, archive, ZSTD, zstd -dc x.tar.zst | tar -xpf - -C DIRECTORY",
    "x.dump, dump, NONE, pg_restore --exit-on-error --single-transaction -d DATABASE x.dump",
    "x.dump.zst, dump, ZSTD, zstd -dc x.dump.zst | pg_restore --exit-on-error --single-transaction"
        + " -d DATABASE",
    "x.sql, dump, NONE, psql -X -v ON_ERROR_STOP=1 -1 -d DATABASE -f x.sql",
    "x.sql.gz, dump, GZIP, gzip -dc x.sql.gz | psql -X -v ON_ERROR_STOP=1 -1 -d DATABASE",
    "x.txt, file, NONE, cp x.txt DIRECTORY",
    "x.txt.gz, file, GZIP, gzip -dc x.txt.gz > x.txt",
    "odd, file, GZIP, gzip -dc odd > odd.plain"
  })
  void everyFormatHasItsTool(String name, String kind, Codec codec, String command) {
    assertThat(last(name, kind, codec)).isEqualTo(command);
  }

  @Test
  void aSourceKnowsBestHowToUseWhatItMade() {
    Manifest.Artifact own =
        new Manifest.Artifact(
            "x.dump",
            "x.dump",
            "dump",
            "db",
            1,
            "abc",
            null,
            new Manifest.Content(1, ""),
            Codec.NONE,
            null,
            Facts.of("restore-commands", List.of("mysql < x.dump")));

    assertThat(new Recipes("set-1", "", null).of(own).commands())
        .hasSize(2)
        .last()
        .isEqualTo("mysql < x.dump");
  }

  @Test
  void theCommandsWorkForNamesOfAnyKind() throws IOException, InterruptedException {
    String name = "it's $(touch pwned) here.tar";
    Files.createDirectory(dir.resolve("src"));
    Files.writeString(dir.resolve("src/file"), "content");
    sh("tar -cf \"$0\" -C src file", name);
    String sha256 = ManifestWriter.sha256(Files.readAllBytes(dir.resolve(name)));
    Files.createDirectory(dir.resolve("DIRECTORY"));

    for (String command :
        new Recipes("set-1", "", null)
            .of(artifact(name, "archive", Codec.NONE, sha256))
            .commands()) {
      assertThat(sh(command, "sh")).as(command).isZero();
    }

    assertThat(dir.resolve("DIRECTORY/file")).hasContent("content");
    assertThat(dir.resolve("pwned")).doesNotExist();
    Manifest.Artifact damaged = artifact(name, "archive", Codec.NONE, "0".repeat(64));
    assertThat(sh(new Recipes("set-1", "", null).of(damaged).commands().getFirst(), "sh"))
        .isNotZero();
  }

  private int sh(String line, String zero) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", line, zero)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("output").toFile())
            .start();
    return process.waitFor();
  }
}
