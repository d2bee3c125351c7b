package io.backstay.run.stream;

import static io.backstay.run.stream.Archives.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.Archives.Made;
import io.backstay.run.stream.StreamException.Kind;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarExtractorTest {
  @TempDir Path folder;
  private Path target = Path.of("");

  @BeforeEach
  void makeTarget() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar", "a.tar.gz", "a.tar.zst"})
  @Tag("root")
  @Needs("root")
  void everythingComesBackAsItWas(String name) throws IOException {
    Path tree = NastyTree.createAsRoot(folder.resolve("tree"));
    Made made = Archives.make(folder.resolve(name), tree("data", tree));

    Unpacked unpacked =
        TarExtractor.unpack(
            made.file(), Unpacking.of(Map.of("data", target), made.inventory(), true));

    assertThat(Listing.of(target)).containsExactlyElementsOf(withoutLinkedLinks(tree));
    assertThat(unpacked).isEqualTo(new Unpacked(made.report().totals(), 0, 0));
    assertThat(Archives.verify(made.file(), made.inventory()))
        .isEqualTo(new Verification(made.report().totals(), 0, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=gnu",
        "--format=posix",
        "--format=posix --sparse",
        "--format=gnu --sparse",
        "--format=posix --sparse --sparse-version=0.0",
        "--format=posix --sparse --sparse-version=0.1"
      })
  @Tag("root")
  @Needs("root")
  void whatGnuTarMadeComesBackAsItWas(String options) throws IOException {
    Path tree = NastyTree.createAsRoot(folder.resolve("tree"));
    boolean whole = options.contains("gnu");
    if (whole) {
      // This format knows whole seconds only.
      Tool.run(tree, "find", ".", "-exec", "touch", "-h", "-d", "@1600000000", "{}", "+");
    }
    Tool.run(folder, "sh", "-c", "tar -c " + options + " -f a.tar tree");
    Unpacking all =
        new Unpacking(
            Map.of("*", target),
            null,
            null,
            true,
            true,
            Unpacking.Specials.CREATE,
            Long.MAX_VALUE,
            b -> {},
            () -> false);

    TarExtractor.unpack(StoredFile.of(folder.resolve("a.tar")), all);

    assertThat(Listing.of(target)).containsExactlyElementsOf(Listing.of(tree));
  }

  @Test
  void holesComeBackAsHoles() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Tool.run(
        tree,
        "sh",
        "-c",
        "truncate -s 50M f; printf x | dd of=f bs=1 seek=20000000 conv=notrunc 2>/dev/null; truncate -s 3M end");
    Made made = Archives.make(folder.resolve("a.tar"), tree("d", tree));

    TarExtractor.unpack(made.file(), Unpacking.of(Map.of("d", target), made.inventory(), false));

    assertThat(Tool.digest("sha256sum", target.resolve("f")))
        .isEqualTo(Tool.digest("sha256sum", tree.resolve("f")));
    assertThat(Files.size(target.resolve("end"))).isEqualTo(3 << 20);
    assertThat(Long.parseLong(Tool.run(target, "sh", "-c", "du -k . | cut -f1").trim()))
        .isLessThan(1000);
  }

  @Test
  void eachRootGoesWhereItIsWanted() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Files.writeString(Files.createDirectory(one.resolve("sub")).resolve("a"), "1");
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(two.resolve("a"), "2");
    Made made = Archives.make(folder.resolve("a.tar"), tree("uploads", one), tree("chroma", two));
    Path other = Files.createDirectory(folder.resolve("other"));

    TarExtractor.unpack(
        made.file(),
        Unpacking.of(Map.of("chroma", target, "uploads", other), made.inventory(), false));
    assertThat(target.resolve("a")).hasContent("2");
    assertThat(other.resolve("sub/a")).hasContent("1");

    Path only = Files.createDirectory(folder.resolve("only"));
    Unpacked unpacked =
        TarExtractor.unpack(
            made.file(), Unpacking.of(Map.of("uploads", only), made.inventory(), false));
    assertThat(only.resolve("sub/a")).hasContent("1");
    assertThat(only.resolve("a")).doesNotExist();
    assertThat(unpacked.totals()).isEqualTo(new Totals(1, 2, 0, 0, 1));
  }

  @Test
  void aRootThatIsMissingOrOneTooManyIsAnError() throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    Made made = Archives.make(folder.resolve("a.tar"), tree("uploads", one), tree("chroma", one));

    assertThatThrownBy(() -> Archives.unpack(made.file().file(), "data", target))
        .hasMessage("the archive has no root `data`, only [chroma, uploads]");
    assertThatThrownBy(
            () ->
                Archives.unpack(
                    made.file().file(), "*", Files.createDirectory(folder.resolve("t2"))))
        .hasMessageContaining("more than one root");
  }

  @Test
  void aTargetHasToBeAnEmptyDirectory() throws IOException {
    Made made =
        Archives.make(
            folder.resolve("a.tar"), tree("d", Files.createDirectory(folder.resolve("t"))));
    Path archive = made.file().file();
    Path file = Files.writeString(folder.resolve("file"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("x"), "");

    for (Path bad : List.of(file, link, full, folder.resolve("none"))) {
      assertThatThrownBy(() -> Archives.unpack(archive, "*", bad))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }
  }

  @Test
  void withoutSetIdsTheyAreStripped() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Tool.run(tree, "sh", "-c", "echo > f; chmod 6755 f; mkdir d; chmod 3777 d");
    Made made = Archives.make(folder.resolve("a.tar"), tree("d", tree));

    Archives.unpack(made.file().file(), "d", target);

    assertThat(Tool.run(target, "sh", "-c", "stat -c %a f d")).isEqualTo("755\n777\n");
  }

  @Test
  void moreThanTheInventoryListsIsNeverWritten() throws IOException {
    Path small = Files.createDirectory(folder.resolve("small"));
    Files.writeString(small.resolve("f"), "0123456789");
    Made honest = Archives.make(folder.resolve("honest.tar"), tree("d", small));
    Path big = Files.createDirectory(folder.resolve("big"));
    Tool.run(big, "truncate", "-s", "1T", "f");
    Tool.run(
        folder,
        "tar",
        "-c",
        "--sparse",
        "--format=posix",
        "-f",
        "bomb.tar",
        "--transform=s/big/d/",
        "big");
    StoredFile bomb = StoredFile.of(folder.resolve("bomb.tar"));

    assertThatThrownBy(
            () ->
                TarExtractor.unpack(
                    bomb, Unpacking.of(Map.of("d", target), honest.inventory(), false)))
        .hasMessage("the member `d/f` is refused: the archive may hold 10 bytes of content");
    assertThat(target.resolve("f")).doesNotExist();
  }

  @Test
  void whatIsNotAsTheInventorySaysFails() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.writeString(tree.resolve("f"), "good");
    Made good = Archives.make(folder.resolve("good.tar"), tree("d", tree));
    Tool.run(
        tree,
        "sh",
        "-c",
        "touch -r f ref; echo -n evil > f; touch -r ref f; rm ref; touch -r ../good.tar .");
    Made evil = Archives.make(folder.resolve("evil.tar"), tree("d", tree));

    assertThatThrownBy(
            () ->
                TarExtractor.unpack(
                    evil.file(), Unpacking.of(Map.of("d", target), good.inventory(), false)))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
        .hasMessageContaining("is not what its inventory says")
        .hasMessageContaining("`d/f` has another content");
  }

  /** Our archives tell two names of a symbolic link as two links. */
  private static List<String> withoutLinkedLinks(Path tree) {
    List<String> lines = new ArrayList<>(Listing.of(tree));
    lines.removeIf(l -> l.startsWith("same ./hard-link-of-a-link"));
    lines.replaceAll(l -> l.contains("|l|") ? l.replaceFirst("\\|2$", "|1") : l);
    return lines;
  }
}
