package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.Archives.Made;
import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that leave out what another one has. */
class IncrementalTest {
  private static final int LARGE = 700_000;

  @TempDir Path folder;

  private Path tree = Path.of("");
  private Path other = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    tree = Files.createDirectories(folder.resolve("tree"));
    other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("alone"), "other");
    Files.createDirectories(tree.resolve("sub/deep"));
    Files.writeString(tree.resolve("same"), "same");
    Files.writeString(tree.resolve("grows"), "first");
    Files.writeString(tree.resolve("goes"), "away");
    Files.writeString(tree.resolve("moves"), "moving");
    Files.writeString(tree.resolve("sub/deep/kept"), "kept");
    Files.write(tree.resolve("large"), content(1));
    Files.write(tree.resolve("large-too"), content(2));
    Files.createDirectory(tree.resolve("becomes-a-file"));
    Files.writeString(tree.resolve("becomes-a-file/x"), "x");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("same"));
    Files.writeString(tree.resolve("two-names"), "twice");
    Files.createLink(tree.resolve("sub/second-name"), tree.resolve("two-names"));
  }

  private static byte[] content(int of) {
    byte[] bytes = new byte[LARGE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 255 * of + of);
    }
    return bytes;
  }

  private void change() throws IOException {
    Files.writeString(tree.resolve("grows"), "second");
    Files.delete(tree.resolve("goes"));
    Files.move(tree.resolve("moves"), tree.resolve("sub/moved"));
    Files.writeString(tree.resolve("new"), "new");
    Files.delete(tree.resolve("becomes-a-file/x"));
    Files.delete(tree.resolve("becomes-a-file"));
    Files.writeString(tree.resolve("becomes-a-file"), "a file");
    Tool.run(tree, "chmod", "0640", "sub/deep/kept");
  }

  private Made full() throws IOException {
    return Archives.make(folder.resolve("full.tar.gz"), Archives.tree("data", tree));
  }

  private Made since(Made base) throws IOException {
    return Archives.make(folder.resolve("since.tar.zst"), base, Archives.tree("data", tree));
  }

  private Path unpacked(Made made, Made base) throws IOException {
    Path back = Files.createDirectory(folder.resolve("back"));
    TarExtractor.unpack(
        made.file(), Unpacking.of(Map.of("data", back), made.inventory(), true).over(base.file()));
    return back;
  }

  private List<String> names(Made made) {
    String all = Tool.run(folder, "tar", "-tf", made.file().file().toString());
    return Arrays.stream(all.split("\n")).filter(name -> !name.endsWith("/")).sorted().toList();
  }

  @Test
  void onlyWhatChangedIsInIt() throws IOException {
    Made full = full();
    change();
    Made since = since(full);

    assertThat(names(since))
        .containsExactly(
            "data/becomes-a-file",
            "data/grows",
            "data/link",
            "data/new",
            "data/sub/deep/kept",
            "data/sub/moved",
            "data/sub/second-name",
            "data/two-names");
    assertThat(since.report().left()).isEqualTo(new Totals(3, 0, 0, 0, 2 * LARGE + 4));
    assertThat(since.report().gone()).isEqualTo(4);
    assertThat(since.report().roots())
        .hasEntrySatisfying("data", tree -> assertThat(tree.files()).isEqualTo(9));
    assertThat(Archives.verify(since.file(), since.inventory()).clean()).isTrue();
  }

  @Test
  void bothTogetherAreWhatWasThere() throws IOException {
    Made full = full();
    change();
    List<String> wanted = Listing.of(tree);
    Made since = since(full);
    Files.writeString(tree.resolve("later"), "not in it");

    assertThat(Listing.of(unpacked(since, full))).containsExactlyElementsOf(wanted);
  }

  @Test
  void withOrdinaryToolsItIsTheSame() throws IOException {
    Made full = full();
    change();
    List<String> wanted = Listing.of(tree);
    Made since = since(full);

    Path back = Files.createDirectory(folder.resolve("back"));
    Tool.run(back, "tar", "-xpf", full.file().file().toString());
    Tool.run(
        back,
        "bash",
        "-c",
        "zstd -dc "
            + since.inventory().file()
            + " | jq -j 'select(.gone) | .gone + \"\\u0000\"' | xargs -0r rm -rf --");
    Tool.run(back, "tar", "-xpf", since.file().file().toString());

    assertThat(Listing.of(back.resolve("data"))).containsExactlyElementsOf(wanted);
  }

  @Test
  void sizeAndTimeProveNothing() throws IOException {
    Made full = full();
    for (String name : List.of("same", "large")) {
      Path file = tree.resolve(name);
      FileTime time = Files.getLastModifiedTime(file);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, time);
    }
    List<String> wanted = Listing.of(tree);
    Made since = since(full);

    assertThat(names(since)).contains("data/same", "data/large").doesNotContain("data/large-too");
    assertThat(Listing.of(unpacked(since, full))).containsExactlyElementsOf(wanted);
  }

  @Test
  void withoutItsBaseNothingIsUnpacked() throws IOException {
    Made full = full();
    Made since = since(full);
    Path back = Files.createDirectory(folder.resolve("back"));

    assertThatThrownBy(
            () ->
                TarExtractor.unpack(
                    since.file(), Unpacking.of(Map.of("data", back), since.inventory(), true)))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("has left out 8 files");
    assertThat(Listing.of(back)).hasSize(1);
  }

  @Test
  void aBaseThatIsNotTheOneIsFoundOut() throws IOException {
    Made full = full();
    Made since = since(full);
    Path file = tree.resolve("large");
    FileTime time = Files.getLastModifiedTime(file);
    Files.write(file, "another".getBytes(StandardCharsets.UTF_8));
    Made smaller = Archives.make(folder.resolve("smaller.tar"), Archives.tree("data", tree));
    Files.write(file, content(3));
    Files.setLastModifiedTime(file, time);
    Made alike = Archives.make(folder.resolve("alike.tar"), Archives.tree("data", tree));

    assertThatThrownBy(() -> proven(smaller, since)).hasMessageContaining("7 of the 8 files");
    assertThatThrownBy(() -> proven(alike, since)).hasMessageContaining("another content");
    assertThatThrownBy(() -> ArchiveVerifier.compareBase(alike.inventory(), since.inventory()))
        .hasMessageContaining("another content");
    assertThatThrownBy(() -> unpacked(since, alike)).hasMessageContaining("another content");
    assertThat(proven(full, since)).isEqualTo(8);
    ArchiveVerifier.compareBase(full.inventory(), since.inventory());
  }

  private static long proven(Made base, Made since) throws IOException {
    return ArchiveVerifier.verifyBase(base.file(), since.inventory(), bytes -> {}, () -> false);
  }

  @Test
  void treesThatAreNotPartOfItHaveNotGone() throws IOException {
    Made both =
        Archives.make(
            folder.resolve("both.tar"), Archives.tree("data", tree), Archives.tree("other", other));

    Made since = since(both);
    Made fresh = Archives.make(folder.resolve("fresh.tar"), both, Archives.tree("another", other));

    assertThat(since.report().gone()).isZero();
    assertThat(fresh.report().left()).isEqualTo(Totals.NONE);
    assertThat(names(fresh)).containsExactly("another/alone");
  }

  @Test
  void aCutListIsFoundOut() throws IOException {
    Made full = full();
    change();
    Made since = since(full);
    String lines = Tool.run(folder, "zstd", "-dc", since.inventory().file().toString());
    for (String gone : List.of("\"gone\":\"data/goes\"", "\"base\":true")) {
      String cut =
          Arrays.stream(lines.split("\n"))
              .filter(line -> !line.contains(gone))
              .reduce("", (all, line) -> all + line + "\n");
      Path list = Files.writeString(folder.resolve("cut"), cut);

      assertThatThrownBy(() -> InventoryReader.contents(new StoredFile(list, Codec.NONE, null)))
          .hasMessageContaining("does not list what its totals say");
    }
  }
}
