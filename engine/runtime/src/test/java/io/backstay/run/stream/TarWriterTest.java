package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.Archive.Root;
import io.backstay.run.stream.Archive.Tarred;
import io.backstay.run.stream.Archive.Tree;
import io.backstay.run.stream.Archive.WhenChanging;
import io.backstay.run.stream.StreamException.Kind;
import io.backstay.testing.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TarWriterTest {
  @TempDir Path folder;

  @Test
  @Tag("root")
  @Needs("root")
  void gnuTarRestoresEveryThingAsItWas() throws IOException {
    Path tree = NastyTree.createAsRoot(folder.resolve("tree"));

    Tool.run(tree, "touch", "-d", "1950-01-02 03:04:05.25 UTC", "before-1970");

    ArchiveReport report = archive("a.tar.zst", tree("data", tree));

    Path back = Files.createDirectory(folder.resolve("back"));
    Tool.run(back, "tar", "-x", "-p", "--zstd", "-f", folder.resolve("a.tar.zst").toString());
    List<String> wanted = new ArrayList<>(Listing.of(tree));
    List<String> got = new ArrayList<>(Listing.of(back.resolve("data")));
    // Two names of one symbolic link come back as two links.
    wanted.removeIf(l -> l.startsWith("same ./hard-link-of-a-link"));
    wanted.replaceAll(l -> l.contains("|l|") ? l.replaceFirst("\\|2$", "|1") : l);
    assertThat(got).containsExactlyElementsOf(wanted);
    assertThat(report.totals().members())
        .isEqualTo(Listing.of(tree).stream().filter(l -> l.startsWith(".")).count());
  }

  @Test
  void severalRootsStandSideBySide() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Files.writeString(one.resolve("a"), "1");
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.writeString(two.resolve("a"), "2");

    archive("a.tar", tree("uploads", one), tree("chroma", two));

    assertThat(names("a.tar")).containsExactly("uploads/", "uploads/a", "chroma/", "chroma/a");
  }

  @Test
  void theStreamOfAnotherTarIsTakenOverWithItsMembers() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Files.writeString(one.resolve("a"), "1");
    NastyTree.create(folder.resolve("src/volume"));
    byte[] tar = Tool.bytes(folder.resolve("src"), "tar", "-c", "--format=gnu", "volume");

    ArchiveReport report =
        archive("a.tar", new Tarred("volume", new ByteArrayInputStream(tar)), tree("one", one));

    Path back = Files.createDirectory(folder.resolve("back"));
    Tool.run(back, "tar", "-xpf", folder.resolve("a.tar").toString());
    assertThat(
            Tool.run(
                folder,
                "diff",
                "-r",
                "--no-dereference",
                "--exclude=pipe",
                "src/volume",
                "back/volume"))
        .isEmpty();
    assertThat(back.resolve("one/a")).hasContent("1");
    assertThat(report.totals().members()).isEqualTo(names("a.tar").size());
  }

  @Test
  void theStreamOfAnotherTarHasToBeWholeAndUnderItsName() throws IOException {
    Path other = Files.createDirectories(folder.resolve("src/volume"));
    Files.writeString(other.resolve("a"), "1");
    byte[] tar = Tool.bytes(folder.resolve("src"), "tar", "-c", "-b1", "volume");

    for (int size = 0; size < tar.length; size += 512) {
      byte[] cut = Arrays.copyOf(tar, size);
      assertThatThrownBy(
              () -> archive("cut.tar", new Tarred("volume", new ByteArrayInputStream(cut))))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
    }
    assertThatThrownBy(() -> archive("x.tar", new Tarred("data", new ByteArrayInputStream(tar))))
        .hasMessage("`volume` in the archive of `data` does not stand under that name");
    assertThat(folder.resolve("cut.tar")).doesNotExist();
    assertThat(folder.resolve("cut.tar.inventory")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "; ; d/ d/cache/ d/cache/x.tmp d/keep d/sub/ d/sub/cache d/sub/x.tmp",
        "; cache/; d/ d/keep d/sub/ d/sub/cache d/sub/x.tmp",
        "; cache; d/ d/keep d/sub/ d/sub/x.tmp",
        "; *.tmp; d/ d/cache/ d/keep d/sub/ d/sub/cache",
        "; **/*.tmp; d/ d/cache/ d/keep d/sub/ d/sub/cache",
        "; sub/*.tmp; d/ d/cache/ d/cache/x.tmp d/keep d/sub/ d/sub/cache",
        "; /keep; d/ d/cache/ d/cache/x.tmp d/sub/ d/sub/cache d/sub/x.tmp",
        "keep; ; d/ d/keep",
        "*.tmp; cache/; d/ d/sub/ d/sub/x.tmp",
        "sub/; *.tmp; d/ d/sub/ d/sub/cache"
      })
  void patternsChoose(@Nullable String include, @Nullable String exclude, String names)
      throws IOException {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("cache"));
    Files.createDirectories(tree.resolve("sub"));
    for (String file : List.of("cache/x.tmp", "keep", "sub/cache", "sub/x.tmp")) {
      Files.writeString(tree.resolve(file), "x");
    }

    archive("a.tar", new Tree("d", tree, words(include), words(exclude)));

    assertThat(names("a.tar")).containsExactlyInAnyOrder(names.split(" "));
  }

  @Test
  void aNameAloneLeavesNothingOut() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve(".backstay/incoming"));

    archive("a.tar", tree("d", tree));

    assertThat(names("a.tar")).containsExactly("d/", "d/.backstay/", "d/.backstay/incoming/");
  }

  @Test
  void socketsAreLeftOutAndReported() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    ArchiveReport report;
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(tree.resolve("s")));
      report = archive("a.tar", tree("d", tree));
    }

    assertThat(report.sockets()).isEqualTo(1);
    assertThat(report.named()).containsExactly("`d/s` is a socket, left out");
    assertThat(names("a.tar")).containsExactly("d/");
  }

  @Test
  void aDirectoryThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> archive("a.tar", tree("d", folder.resolve("none"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theInventoryListsEveryMemberWithItsDigest() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.writeString(tree.resolve("a"), "content");
    Tool.run(tree, "touch", "-d", "@1700000000.5", "a");
    Tool.run(tree, "chmod", "640", "a");

    archive("a.tar.gz", tree("d", tree));

    String lines = Tool.run(folder, "zstdcat", "a.tar.gz.inventory");
    assertThat(lines)
        .startsWith("{\"inventory\":\"backstay/v1\"}\n{\"name\":\"d\",\"type\":\"directory\"")
        .contains(
            "{\"name\":\"d/a\",\"type\":\"file\",\"mode\":\"0640\"",
            "\"mtime\":\"1700000000.5\",\"size\":7,\"sha256\":\""
                + Tool.digest("sha256sum", tree.resolve("a"))
                + "\"}")
        .endsWith(
            "{\"totals\":{\"files\":1,\"directories\":1,\"links\":0,\"others\":0,\"bytes\":7}}\n");
  }

  private ArchiveReport archive(String name, Root... roots) throws IOException {
    Path inventory = folder.resolve(name + ".inventory");
    TarWriter writer = new TarWriter(new Archive(List.of(roots), WhenChanging.FAIL, inventory));
    Pipeline.store(writer, Destination.of(folder.resolve(name)));
    return writer.report();
  }

  private List<String> names(String archive) {
    return Tool.run(folder, "tar", "-tf", archive).lines().toList();
  }

  private static Tree tree(String name, Path directory) {
    return new Tree(name, directory, List.of(), List.of());
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }
}
