package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedSetTest {
  @TempDir Path root;

  @Test
  void theDirectoryIsPrivateWhateverTheUmask() throws IOException {
    StagedSet staged = StagedSet.create(root.resolve("a/b"), "run-1");

    for (Path path : List.of(root.resolve("a"), root.resolve("a/b"), staged.directory())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void twoArtifactsNeverShareAName() {
    StagedSet staged = Fixtures.staged(root, "run-1");
    Manifest.Artifact again = Fixtures.artifact("notes.txt", "x", Codec.NONE, null, "");

    assertThatThrownBy(() -> staged.add(again))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("notes.txt");
    Manifest.Artifact sameFile =
        new Manifest.Artifact(
            "other.txt",
            "notes.txt",
            "file",
            "",
            1,
            "",
            null,
            again.plain(),
            Codec.NONE,
            null,
            Facts.NONE);
    assertThatThrownBy(() -> staged.add(sameFile)).isInstanceOf(Failure.class);
    assertThat(staged.artifacts()).hasSize(2);
  }

  @Test
  void aPatternThatMustMeanOneMeansOne() {
    StagedSet staged = Fixtures.staged(root, "run-1");

    assertThat(staged.artifact(new Artifacts("*.gz")).name()).isEqualTo("uploads.tar.gz");
    assertThatThrownBy(() -> staged.artifact(new Artifacts("*.dump")))
        .hasMessageContaining("means none");
    assertThatThrownBy(() -> staged.artifact(Artifacts.ALL))
        .hasMessageContaining("means 2: notes.txt, uploads.tar.gz");
  }

  @Test
  void anArtifactCanBeChangedButNotInvented() {
    StagedSet staged = Fixtures.staged(root, "run-1");
    Manifest.Artifact changed = Fixtures.artifact("notes.txt", "new", Codec.NONE, null, "");

    staged.replace(changed);

    assertThat(staged.artifact(new Artifacts("notes.txt"))).isEqualTo(changed);
    Manifest.Artifact unknown = Fixtures.artifact("unknown", "new", Codec.NONE, null, "");
    assertThatThrownBy(() -> staged.replace(unknown)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void factsOfASourceComeTogether() {
    StagedSet staged = StagedSet.create(root, "run-1");
    staged.record("db", Facts.of("row-counts", Map.of("users", 1)));
    staged.record("db", Facts.of("schema", "text"));

    assertThat(staged.recorded().get("db"))
        .isNotNull()
        .satisfies(f -> assertThat(f.values()).containsOnlyKeys("row-counts", "schema"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "/x", "a/b", ".hidden", "-rf", "a\nb", "..", "."})
  void namesThatLeadElsewhereAreRefused(String name) {
    StagedSet staged = StagedSet.create(root, "run-1");

    assertThatThrownBy(() -> staged.file(name)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> staged.inventory(name)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> StagedSet.create(root, name))
        .isInstanceOfAny(IllegalArgumentException.class);
  }

  @Test
  void whatDeadRunsLeftIsSweptAndLinksAreNotFollowed() throws IOException {
    Path precious = Files.writeString(root.resolve("precious"), "x");
    Path stage = root.resolve("stage");
    Fixtures.staged(stage, "alive");
    StagedSet dead = Fixtures.staged(stage, "dead");
    Files.createSymbolicLink(dead.directory().resolve("link"), root);

    assertThat(StagedSet.sweep(stage, "alive"::equals)).containsExactly("dead");

    assertThat(stage.resolve("alive")).isDirectory();
    assertThat(stage.resolve("dead")).doesNotExist();
    assertThat(precious).exists();
    assertThat(StagedSet.sweep(root.resolve("missing"), x -> false)).isEmpty();
  }

  @Test
  void whatIsDroppedIsGoneWithItsList() {
    StagedSet staged = Fixtures.staged(root, "run-1");

    staged.drop("uploads.tar.gz");
    staged.drop("notes.txt");
    staged.drop("never-was");

    assertThat(staged.artifacts()).isEmpty();
    assertThat(staged.file("uploads.tar.gz")).doesNotExist();
    assertThat(staged.inventory("uploads.tar.gz.list")).doesNotExist();
    assertThat(staged.file("notes.txt")).doesNotExist();
  }

  @Test
  void aFileWhereADirectoryShouldBeIsAFailure() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");

    assertThatThrownBy(() -> StagedSet.create(file, "run-1"))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.help()).contains("--stage-dir"));
  }

  @Test
  void removingTwiceIsFine() {
    StagedSet staged = Fixtures.staged(root, "run-1");

    staged.remove();
    staged.remove();

    assertThat(root).isEmptyDirectory();
    assertThat(staged.artifacts()).isEmpty();
  }
}
