package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.StreamException.Kind;
import io.backstay.run.stream.Unpacking.Specials;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives nobody should unpack: each is refused, and nothing is ever made outside the target. */
class HostileArchiveTest {
  private static final long MOST = 1000;

  @TempDir Path folder;
  private Path target = Path.of("");
  private Path outside = Path.of("");

  record Case(Kind kind, String because, Crafted archive) {
    @Override
    public String toString() {
      return because;
    }
  }

  static Stream<Case> names() {
    String part = "x".repeat(256);
    String deep = "d" + "/d".repeat(600);
    return Stream.of(
            "../x",
            "d/../../x",
            "d/..",
            "/abs",
            "//abs",
            "C:\\x",
            "C:/x",
            "c:x/../../y",
            "..\\x",
            "d\\..\\..\\x",
            "\\\\server\\share",
            "\\x",
            "d/x/..",
            part,
            "d/" + part,
            deep,
            "d/" + "xxxxxxxxx/".repeat(400) + "x")
        .map(name -> new Case(Kind.REFUSED, "its name ", new Crafted().directory("d").file(name)));
  }

  static Stream<Case> links() {
    return Stream.of(
        refused("`a` above it is not a directory", root().symlink("d/a", "/etc").file("d/a/x")),
        refused("`a` above it is not a directory", root().symlink("d/a", ".").file("d/a/x")),
        refused(
            "`a` above it is not a directory", root().symlink("d/a", "../..").directory("d/a/x")),
        refused(
            "`a` above it is not a directory", root().symlink("d/a", "/tmp").symlink("d/a/x", "y")),
        refused(
            "`s/a` above it is not",
            root().directory("d/s").symlink("d/s/a", "../../..").file("d/s/a/x/y")),
        refused(
            "`b` above it is not",
            root().symlink("d/a", "/etc").hardlink("d/b", "d/a").file("d/b/x")),
        refused("leads upwards", root().hardlink("d/a", "../outside/canary")),
        refused("is absolute", root().hardlink("d/a", "/etc/passwd")),
        refused("it links to `later`", root().hardlink("d/a", "d/later").file("d/later")),
        refused("it links to `a`", root().hardlink("d/a", "d/a")),
        refused("it links to `s`", root().directory("d/s").hardlink("d/a", "d/s")),
        refused("it links to ``", root().hardlink("d/a", "d")),
        refused("more than one root", root().hardlink("d/a", "other/file")),
        refused("`a` above it is not", root().symlink("d/a", "/etc").hardlink("d/b", "d/a/passwd")),
        refused("a link to nothing", root().symlink("d/a", "")),
        refused("a link to nothing", root().pax("16 linkpath=a\0b\n").symlink("d/a", "x")),
        refused("a root has to be a directory", new Crafted().symlink("d", "/etc")),
        refused("a root has to be a directory", new Crafted().file("d")));
  }

  static Stream<Case> kinds() {
    return Stream.of(
        refused("it is a character device", root().special("d/a", Member.Type.CHARACTER_DEVICE)),
        refused("it is a block device", root().special("d/a", Member.Type.BLOCK_DEVICE)),
        refused("it is a fifo", root().special("d/a", Member.Type.FIFO)),
        refused("stands there already", root().file("d/a").file("d/a")),
        refused("stands there already", root().file("d/a").file("d/./a")),
        refused("stands there already", root().file("d/a").directory("d/a")),
        refused("stands there already", root().directory("d/a").directory("d/a")),
        refused("stands there already", root().directory("d/a").symlink("d/a", "x")),
        refused("stands there already", root().symlink("d/a", "/etc/passwd").file("d/a")),
        refused("stands there already", root().symlink("d/a", "../../outside/canary").file("d/a")),
        refused("stands there already", root().file("d/a").hardlink("d/a", "d/a")),
        refused("stands there already", root().file("d/a/b").directory("d/a").directory("d/a")),
        refused("`a` above it is not a directory", root().file("d/a").file("d/a/b")),
        refused("more than one root", root().directory("e")),
        refused("1000 bytes of content", root().file("d/a", "x".repeat(1001))),
        refused(
            "1000 bytes of content",
            root().file("d/a", "x".repeat(600)).file("d/b", "y".repeat(600))),
        refused(
            "1000 bytes of content",
            root()
                .pax(
                    "26 GNU.sparse.major=1\n26 GNU.sparse.minor=0\n".replace("26", "22")
                        + "40 GNU.sparse.realsize=1125899906842624\n")
                .file("d/a", "0\n")));
  }

  static Stream<Case> damage() {
    return Stream.of(
        damaged("unknown type 0x51", root().odd(156, "Q")),
        damaged("unknown type 0x4d", root().odd(156, "M")),
        damaged(
            "a size below zero",
            root()
                .odd(
                    124,
                    "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")),
        refused("1000 bytes of content", root().odd(124, "77777777777\0")),
        damaged("Invalid byte", root().odd(124, "12x45678901\0")),
        damaged("an extended header of 0 bytes", root().pax("")),
        damaged("an extended header of 2097152 bytes", root().pax("x".repeat(2 << 20))),
        damaged("does not end where it says", root().pax("12 path=d/a\n8 path=b\n").file("d/a")),
        damaged("without `=`", root().pax("7 path\n").file("d/a")),
        damaged("For input string", root().pax("x path=d/a\n").file("d/a")),
        damaged("a time that is no number", root().pax("24 mtime=1e999999999999\n").file("d/a")),
        damaged("For input string", root().pax("11 size=1x\n").file("d/a")),
        damaged("something after the archive's end", root().raw(new byte[512]).file("d/a")),
        damaged(
            "a header whose checksum is wrong",
            root().raw("x".repeat(512).getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
  }

  @BeforeEach
  void prepare() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "alive");
  }

  @ParameterizedTest
  @MethodSource({"names", "links", "kinds", "damage"})
  void isRefusedAndNothingIsMadeOutside(Case hostile) throws IOException {
    StoredFile archive = hostile.archive().write(folder.resolve("a.tar"));

    assertThatThrownBy(
            () -> TarExtractor.unpack(archive, Unpacking.foreign(Map.of("*", target), MOST)))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(hostile.kind()))
        .hasMessageContaining(hostile.because());

    assertUnharmed();
  }

  @Test
  void withAllItsNamesAnArchiveGoesBelowTheTargetAllTheSame() throws IOException {
    StoredFile archive = new Crafted().file("./a/../../x").write(folder.resolve("a.tar"));
    assertThatThrownBy(
            () -> TarExtractor.unpack(archive, Unpacking.foreign(Map.of("", target), MOST)))
        .hasMessageContaining("leads upwards");
    assertUnharmed();

    StoredFile fine = new Crafted().directory(".").file("./a/x").write(folder.resolve("b.tar"));
    Path other = Files.createDirectory(folder.resolve("other"));
    TarExtractor.unpack(fine, Unpacking.foreign(Map.of("", other), MOST));
    assertThat(other.resolve("a/x")).hasContent("content");
  }

  @Test
  @Tag("root")
  @Needs("root")
  void aPipeInTheWayIsNotWaitedFor() throws IOException {
    StoredFile archive =
        root().special("d/p", Member.Type.FIFO).file("d/p/x").write(folder.resolve("a.tar"));
    Unpacking all =
        new Unpacking(
            Map.of("d", target),
            null,
            null,
            true,
            true,
            Specials.CREATE,
            MOST,
            b -> {},
            () -> false);

    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertThatThrownBy(() -> TarExtractor.unpack(archive, all))
                .hasMessageContaining("`p` above it is not a directory"));
  }

  @Test
  void compressedZerosStopAtWhatIsAllowed() throws IOException {
    Tool.run(
        folder,
        "sh",
        "-c",
        "mkdir d; truncate -s 200M d/zeros; tar c d | zstd -q > bomb.tar.zst; rm -r d");

    assertThatThrownBy(
            () ->
                TarExtractor.unpack(
                    StoredFile.of(folder.resolve("bomb.tar.zst")),
                    Unpacking.foreign(Map.of("d", target), MOST)))
        .hasMessageContaining("1000 bytes of content");
    assertThat(target.resolve("zeros")).doesNotExist();
  }

  @Test
  void aDirectoryThatIsSwappedForALinkMeanwhileIsNotFollowed() throws Exception {
    try (TargetTree tree = TargetTree.open(target)) {
      MemberPath directory = MemberPath.of("a/b");
      tree.makeDirectory(MemberPath.of("a"));
      tree.makeDirectory(directory);
      tree.directory(MemberPath.of("a/b/x"), List.of("a", "b"));
      // Held open: the swap comes too late for what is made now, and what is made goes along.
      Files.move(target.resolve("a/b"), folder.resolve("moved"));
      Files.createSymbolicLink(target.resolve("a/b"), outside);
      tree.makeFile(MemberPath.of("a/b/x")).close();
      assertThat(folder.resolve("moved/x")).exists();

      // Opened anew: the link is seen.
      tree.directory(MemberPath.of("y"), List.of());
      assertThatThrownBy(() -> tree.makeFile(MemberPath.of("a/b/z")).close())
          .hasMessageContaining("`a/b` above it is not a directory");
    }
    assertUnharmed();
  }

  private void assertUnharmed() throws IOException {
    try (Stream<Path> all = Files.list(outside)) {
      assertThat(all).containsExactly(outside.resolve("canary"));
    }
    assertThat(outside.resolve("canary")).hasContent("alive");
    assertThat(
            Tool.run(
                target, "find", ".", "-type", "b", "-o", "-type", "c", "-o", "-type", "p", "-o",
                "-perm", "/7000"))
        .isEmpty();
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(p -> p.getFileName().toString()))
          .doesNotContain("x", "abs")
          .contains("outside", "target");
    }
  }

  private static Crafted root() {
    return new Crafted().directory("d");
  }

  private static Case refused(String because, Crafted archive) {
    return new Case(Kind.REFUSED, because, archive);
  }

  private static Case damaged(String because, Crafted archive) {
    return new Case(Kind.DAMAGED, because, archive);
  }
}
