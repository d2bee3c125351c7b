package io.backstay.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Op.Verb;
import io.backstay.spi.Refusal;
import io.backstay.spi.TreeSource;
import io.backstay.spi.TreeSource.Incoming;
import io.backstay.spi.TreeSource.Tree;
import io.backstay.testing.Needs;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesSourceTest {
  private final Path root;
  private final TestTools tools;

  FilesSourceTest(@TempDir Path root) throws IOException {
    this.root = root.toRealPath();
    this.tools = new TestTools(Files.createDirectory(root.resolve("scratch")));
  }

  private TreeSource source(String path) {
    return source(path, false);
  }

  private TreeSource source(String path, boolean optional) {
    FilesType.Params params =
        new FilesType.Params(root.resolve(path), List.of(), List.of("*.tmp"), optional);
    return (TreeSource) new FilesType().source("uploads", params);
  }

  private Path write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path incoming(TreeSource source) {
    return ((Incoming.Directory) source.incoming(tools)).directory();
  }

  private Facts swap(TreeSource source, Duration keep) {
    return source.change(Verb.RENAME, source.swapIn(keep), tools);
  }

  /** Everything in the root but the scratch directory: path to content. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        found.put(root.relativize(path).toString(), Files.readString(path));
      }
    }
    return found;
  }

  @Test
  void aDirectoryIsReadWithoutWhatRestoresLeaveInIt() throws IOException {
    write("data/a", "x");

    Tree.Directory tree = (Tree.Directory) source("data/").tree(tools);

    assertThat(tree.root()).isEqualTo(root.resolve("data"));
    assertThat(tree.include()).isEmpty();
    assertThat(tree.exclude()).contains("*.tmp").doesNotContain("/.backstay");
    assertThat(tree.exclude()).anyMatch(glob -> glob.startsWith(".*.before-"));
  }

  @Test
  void aLinkToADirectoryIsReadWhereItLeads() throws IOException {
    write("real/a", "x");
    Files.createSymbolicLink(root.resolve("data"), root.resolve("real"));

    assertThat(((Tree.Directory) source("data").tree(tools)).root())
        .isEqualTo(root.resolve("real"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.yml", "odd*[name]{x}?.yml", "back\\slash"})
  void aSingleFileIsReadAloneWhateverItsName(String name) throws IOException {
    write(name, "x");
    write("other.yml", "y");

    Tree.Directory tree = (Tree.Directory) source(name).tree(tools);

    assertThat(tree.root()).isEqualTo(root);
    assertThat(tree.exclude()).containsExactly("*/");
    String pattern = tree.include().getFirst().substring(1);
    var matcher = root.getFileSystem().getPathMatcher("glob:" + pattern);
    assertThat(matcher.matches(Path.of(name))).isTrue();
    assertThat(matcher.matches(Path.of("other.yml"))).isFalse();
  }

  @Test
  void whatIsMissingFailsUnlessItMayBe() throws IOException {
    assertThatThrownBy(() -> source("data").tree(tools))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no directory or file");

    Tree.Directory tree = (Tree.Directory) source("data", true).tree(tools);
    assertThat(tree.root()).isEmptyDirectory();

    Files.createSymbolicLink(root.resolve("data"), root.resolve("gone"));
    assertThatThrownBy(() -> source("data", true).tree(tools))
        .as("a link to nothing is not nothing")
        .isInstanceOf(Failure.class);
  }

  @Test
  void aTreeIsSwappedInAndBack() throws IOException {
    write("data/old", "old");
    TreeSource source = source("data");
    var before = everything();

    Files.writeString(incoming(source).resolve("new"), "new");
    assertThat(root.resolve("data/old")).as("live until the swap").exists();
    Facts facts = swap(source, Duration.ofHours(24));

    assertThat(facts.is("swapped")).isTrue();
    assertThat(root.resolve("data/new")).hasContent("new");
    assertThat(root.resolve("data/old")).doesNotExist();
    assertThat(Path.of(facts.text("previous").orElseThrow()).resolve("old")).hasContent("old");

    source.pay(TreeSource.SWAP_BACK, Facts.NONE, tools);
    source.pay(TreeSource.DISCARD_INCOMING, Facts.NONE, tools);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aMissingTreeIsMadeAndItsUndoRemovesIt() throws IOException {
    TreeSource source = source("new/deep/data");

    Files.writeString(incoming(source).resolve("a"), "x");
    swap(source, Duration.ZERO);
    assertThat(root.resolve("new/deep/data/a")).hasContent("x");

    source.pay(TreeSource.SWAP_BACK, Facts.NONE, tools);
    source.pay(TreeSource.DISCARD_INCOMING, Facts.NONE, tools);
    assertThat(everything()).isEmpty();
  }

  @Test
  void whatNeverCameInIsNeverSwappedAndFails() throws IOException {
    write("data/old", "old");
    TreeSource source = source("data");

    assertThatThrownBy(() -> swap(source, Duration.ZERO))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing has come in");

    assertThat(root.resolve("data/old")).hasContent("old");
  }

  @Test
  void aSingleFileComesInAsAFile() throws IOException {
    write("config.yml", "old");
    var before = everything();
    TreeSource source = source("config.yml");

    Files.writeString(incoming(source).resolve("config.yml"), "new");
    swap(source, Duration.ofHours(1));

    assertThat(root.resolve("config.yml")).isRegularFile().hasContent("new");
    source.pay(TreeSource.SWAP_BACK, Facts.NONE, tools);
    source.pay(TreeSource.DISCARD_INCOMING, Facts.NONE, tools);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aLostSingleFileComesBackAsAFile() throws IOException {
    TreeSource source = source("config.yml");

    Files.writeString(incoming(source).resolve("config.yml"), "new");
    swap(source, Duration.ZERO);
    swap(source, Duration.ZERO);

    assertThat(root.resolve("config.yml")).isRegularFile().hasContent("new");
  }

  @Test
  void aDirectoryNeverReplacesASingleFile() throws IOException {
    write("config.yml", "old");
    TreeSource source = source("config.yml");
    Path incoming = incoming(source);
    Files.writeString(incoming.resolve("config.yml"), "new");
    Files.writeString(incoming.resolve("other"), "new");

    assertThatThrownBy(() -> swap(source, Duration.ZERO)).isInstanceOf(Failure.class);

    source.pay(TreeSource.DISCARD_INCOMING, Facts.NONE, tools);
    assertThat(everything()).containsOnlyKeys("config.yml");
  }

  @Test
  void anInterruptedExchangeOfASingleFileGoesOn() throws IOException {
    write("config.yml", "old");
    TreeSource source = source("config.yml");
    Path incoming = incoming(source);
    Files.writeString(incoming.resolve("config.yml"), "new");
    // What a crash after the first of its renames leaves.
    Files.move(incoming, incoming.resolveSibling(incoming.getFileName() + ".wrapped"));

    swap(source, Duration.ZERO);

    assertThat(root.resolve("config.yml")).isRegularFile().hasContent("new");
  }

  @Test
  void anOldTreeThatIsNotKeptGoesWhenTheRunIsOver() throws IOException {
    write("data/old", "old");
    TreeSource source = source("data");
    Files.writeString(incoming(source).resolve("new"), "new");
    swap(source, Duration.ZERO);

    TestTools later = new TestTools(root, Clock.offset(tools.clock(), Duration.ofSeconds(1)));
    source.pay(TreeSource.DROP_PREVIOUS, Facts.NONE, later);

    assertThat(everything()).containsOnlyKeys("data/new");
  }

  @Test
  void filesAndBytesAreCountedWithoutOurOwn() throws IOException {
    write("data/a", "12345");
    write("data/sub/b", "12");
    write("data/.backstay", "1");
    write("data/.sub.before-20260213_020000-7c1e/c", "1");
    Files.createSymbolicLink(root.resolve("data/link"), root.resolve("data/a"));
    Files.createLink(root.resolve("data/sub/same"), root.resolve("data/a"));
    TreeSource source = source("data");

    Facts facts = source.observe(new TreeSource.Totals(), tools);

    assertThat(facts.values()).containsEntry("files", 3L).containsEntry("bytes", 8L);
    assertThat(source("missing", true).observe(new TreeSource.Totals(), tools).values())
        .containsEntry("files", 0L);
    assertThatThrownBy(() -> source("missing").observe(new TreeSource.Totals(), tools))
        .isInstanceOf(Failure.class);
  }

  @Test
  @Tag("root")
  @Needs("root")
  void whereContentIsSwappedInsideOnlyOurDirectoryIsLeftOut() throws Exception {
    Path mount = Files.createDirectory(root.resolve("mount"));
    mounting("mount", "-t", "tmpfs", "tmpfs", mount.toString());
    try {
      write("mount/.backstay/before-x/c", "1");
      Tree.Directory ours = (Tree.Directory) source("mount").tree(tools);
      assertThat(ours.exclude()).contains("/.backstay", "/.backstay/**");
      assertThat(source("mount").observe(new TreeSource.Totals(), tools).values())
          .containsEntry("files", 0L);

      write("mount/.backstay/mine", "1");
      assertThatThrownBy(() -> source("mount").tree(tools))
          .hasMessageContaining("the name is reserved there");
    } finally {
      mounting("umount", mount.toString());
    }
  }

  private static void mounting(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void theProbeTellsWhatItSees() throws IOException {
    write("data/a", "12345");

    assertThat(source("data").probe(tools))
        .singleElement()
        .satisfies(f -> assertThat(f.status()).isEqualTo(Finding.Status.OK))
        .satisfies(f -> assertThat(f.summary()).startsWith("1 files 5 B"));
    assertThat(source("missing").probe(tools))
        .singleElement()
        .satisfies(f -> assertThat(f.status()).isEqualTo(Finding.Status.FAIL));
    assertThat(source("missing", true).probe(tools))
        .singleElement()
        .satisfies(f -> assertThat(f.status()).isEqualTo(Finding.Status.OK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up", "a/../b", "", "[open"})
  void patternsThatCannotMatchAreRefused(String pattern) {
    Path path = root.resolve("data");
    assertThatThrownBy(() -> new FilesType.Params(path, List.of(pattern), List.of(), false))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new FilesType.Params(path, List.of(), List.of(pattern), false))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void theRootDirectoryIsNoSource() {
    assertThatThrownBy(() -> new FilesType.Params(Path.of("/"), List.of(), List.of(), false))
        .isInstanceOf(Refusal.class);
  }
}
