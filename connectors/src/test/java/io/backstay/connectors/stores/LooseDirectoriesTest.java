package io.backstay.connectors.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Finding;
import io.backstay.spi.Store;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose directories were there before, made by somebody else. */
class LooseDirectoriesTest {
  @TempDir Path dir;
  private Path root = Path.of("");
  private Store store = new DirectoryStore("local", Path.of(""), false, -1);

  @BeforeEach
  void loose() throws IOException {
    root = open(dir.resolve("store"));
    store = new DirectoryStore("local", root, false, -1);
  }

  private static Path open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatIsOursIsTightenedAndWhatIsTheirsIsLeft() throws IOException {
    open(root.resolve(".backstay"));
    open(root.resolve(".backstay/staging"));
    Store.Writer writer = store.writer(new TestTools(dir));

    writer.replace(".backstay/note.json", "x".getBytes(StandardCharsets.UTF_8));
    writer.put("set/a", Files.writeString(dir.resolve("a"), "a"));

    assertThat(mode(root)).as("not ours to change").isEqualTo("rwxrwxrwx");
    assertThat(mode(root.resolve(".backstay"))).isEqualTo("rwx------");
    assertThat(mode(root.resolve(".backstay/staging"))).isEqualTo("rwx------");
    assertThat(mode(root.resolve(".backstay/note.json"))).isEqualTo("rw-------");
    assertThat(mode(root.resolve("set"))).isEqualTo("rwx------");
    assertThat(mode(root.resolve("set/a"))).isEqualTo("rw-------");
  }

  @Test
  void thatEverybodyCanDeleteSetsIsSaid() throws IOException {
    assertThat(store.probe(new TestTools(dir)))
        .singleElement()
        .satisfies(f -> assertThat(f.status()).isEqualTo(Finding.Status.WARN))
        .satisfies(f -> assertThat(f.help()).contains("chmod o-w"));

    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(store.probe(new TestTools(dir))).noneMatch(f -> f.status() == Finding.Status.WARN);
  }

  @Test
  void nothingIsStagedBehindALink() throws IOException {
    assertThat(store.staging()).contains(root.resolve(".backstay/staging"));
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));

    Files.createSymbolicLink(root.resolve(".backstay"), elsewhere);
    assertThat(store.staging()).isEmpty();

    Files.delete(root.resolve(".backstay"));
    Files.createDirectory(root.resolve(".backstay"));
    Files.createSymbolicLink(root.resolve(".backstay/staging"), elsewhere);
    assertThat(store.staging()).isEmpty();
  }
}
