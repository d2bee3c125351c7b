package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.StreamException.Kind;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives nobody should unpack, made by GNU tar, gzip and zstd: what the tools let through is
 * refused or contained here, with one error, whichever way it is packed.
 */
class HostileToolsTest {
  private static final long MOST = 1 << 20;
  private static final Map<String, String> PACKERS =
      Map.of("tar", "cat", "tar.gz", "gzip -c", "tar.zst", "zstd -q -c");

  @TempDir Path folder;
  private Path target = Path.of("");
  private Path outside = Path.of("");

  record Case(String packed, String because, String script) {
    @Override
    public String toString() {
      return packed + ": " + because + ": " + script;
    }
  }

  /** Scripts that make `a.tar`; `d` is a directory with a file `f`. */
  private static Stream<Case> packed(String because, String script) {
    return PACKERS.keySet().stream().sorted().map(each -> new Case(each, because, script));
  }

  static Stream<Case> refused() {
    return Stream.of(
            packed("leads upwards", "tar -P -cf a.tar --transform 's,^d/f$,d/../../x,' d"),
            packed("leads upwards", "tar -P -cf a.tar --transform 's,^d/f$,../x,' d"),
            packed("is absolute", "tar -P -cf a.tar --transform \"s,^d/f$,$PWD/abs,\" d"),
            packed(
                "`a` above it is not",
                "ln -s ../outside d/a && tar -cf a.tar d && rm d/a && mkdir d/a && echo x > d/a/x"
                    + " && tar -rf a.tar d/a/x"),
            packed(
                "stands there already",
                "ln -s ../outside/canary d/a && tar -cf a.tar d && rm d/a && echo x > d/a"
                    + " && tar -rf a.tar d/a"),
            packed(
                "leads upwards",
                "ln d/f d/h && tar -P -cf a.tar --transform 'flags=h;s,^d/.*$,../outside/canary,' d"),
            packed("stands there already", "tar -cf a.tar d && tar -rf a.tar d/f"),
            packed(
                "above it is not a directory",
                "tar -cf a.tar d && rm d/f && mkdir d/f && echo x > d/f/x && tar -rf a.tar d/f/x"),
            packed(
                "stands there already",
                "tar -cf a.tar d && rm d/f && mkdir d/f && tar -rf a.tar d/f"),
            packed("more than one root", "mkdir e && tar -cf a.tar d e"),
            packed("1048576 bytes of content", "truncate -s 1T d/big && tar -S -cf a.tar d"),
            packed("1048576 bytes of content", "truncate -s 20M d/big && tar -cf a.tar d"),
            packed("is a fifo", "mkfifo d/p && tar -cf a.tar d"),
            packed("a root has to be a directory", "rm -r d && echo x > d && tar -cf a.tar d"))
        .flatMap(cases -> cases);
  }

  static Stream<Case> damaged() {
    String pack = "tar -cf a.tar d";
    return Stream.of(
        new Case("cut", "", pack + "; head -c 700 a.tar > out.tar"),
        new Case("cut at a header", "", pack + "; head -c 512 a.tar > out.tar"),
        new Case("no end", "", pack + "; head -c 1536 a.tar > out.tar"),
        new Case("more behind the end", "", pack + "; cat a.tar a.tar > out.tar"),
        new Case("no archive", "", "head -c 4096 /dev/zero | tr '\\0' x > out.tar"),
        new Case("cut", "", pack + "; gzip a.tar; head -c 60 a.tar.gz > out.tar.gz"),
        new Case("no trailer", "", pack + "; gzip a.tar; head -c -8 a.tar.gz > out.tar.gz"),
        new Case("trailing", "", pack + "; gzip a.tar; (cat a.tar.gz; echo x) > out.tar.gz"),
        new Case(
            "second member cut",
            "",
            pack + "; gzip a.tar; (cat a.tar.gz; head -c 12 a.tar.gz) > out.tar.gz"),
        new Case("gzip in gzip", "", pack + "; gzip a.tar; gzip -c a.tar.gz > out.tar.gz"),
        new Case("another codec", "", pack + "; zstd -q a.tar -o out.tar.gz"),
        new Case("cut", "", pack + "; zstd -q a.tar; head -c 60 a.tar.zst > out.tar.zst"),
        new Case("trailing", "", pack + "; zstd -q a.tar; (cat a.tar.zst; echo x) > out.tar.zst"),
        new Case(
            "second frame cut",
            "",
            pack + "; zstd -q a.tar; (cat a.tar.zst; head -c 20 a.tar.zst) > out.tar.zst"),
        new Case("another codec", "", pack + "; gzip -c a.tar > out.tar.zst"),
        new Case("nothing", "", ": > out.tar.zst"));
  }

  @BeforeEach
  void prepare() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "alive");
    Files.createDirectory(folder.resolve("d"));
    Files.writeString(folder.resolve("d/f"), "content\n".repeat(100));
  }

  private StoredFile made(Case hostile) throws IOException {
    sh(hostile.script());
    sh(PACKERS.get(hostile.packed()) + " a.tar > out." + hostile.packed());
    return StoredFile.of(folder.resolve("out." + hostile.packed()));
  }

  private void sh(String script) {
    Tool.run(folder, "sh", "-e", "-c", script);
  }

  private void unpack(StoredFile archive) throws IOException {
    TarExtractor.unpack(archive, Unpacking.foreign(Map.of("*", target), MOST));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedAndNothingIsMadeOutside(Case hostile) throws IOException {
    StoredFile archive = made(hostile);
    List<String> before = names();

    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining(hostile.because());

    assertUnharmed(before);
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void isDamagedAndNeverTakenForWhole(Case hostile) throws IOException {
    sh(hostile.script());
    StoredFile archive =
        Stream.of("out.tar", "out.tar.gz", "out.tar.zst")
            .map(folder::resolve)
            .filter(Files::exists)
            .map(StoredFile::of)
            .findFirst()
            .orElseThrow();
    List<String> before = names();

    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));

    assertUnharmed(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "tar.zst"})
  @Tag("root")
  @Needs("root")
  void aDeviceIsRefused(String packed) throws IOException {
    Case device =
        new Case(packed, "is a character device", "mknod d/null c 1 3 && tar -cf a.tar d");
    isRefusedAndNothingIsMadeOutside(device);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "tar.zst"})
  void oddNamesAreOnlyNames(String packed) throws IOException {
    List<String> odd =
        List.of(
            "a\nb",
            "\u001b[31mred",
            "-rf",
            "--checkpoint-action=exec=sh",
            "x;rm -r d",
            "$(id)",
            "`id`",
            " ",
            "...",
            "Twin",
            "twin",
            "\u00e9",
            "e\u0301",
            "\u202etxt.exe");
    for (String name : odd) {
      Files.writeString(folder.resolve("d").resolve(name), name);
    }
    List<String> before = names();

    unpack(made(new Case(packed, "", "tar -cf a.tar d")));

    for (String name : odd) {
      assertThat(target.resolve(name)).hasContent(name);
    }
    assertThat(names()).containsAll(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "tar.zst"})
  void linksThatLeadOutsideStayLinksAndPermissionsStayHarmless(String packed) throws IOException {
    sh("ln -s ../outside d/up && ln -s /etc/passwd d/passwd && ln -s up d/chain && chmod 6755 d/f");

    unpack(made(new Case(packed, "", "tar -cf a.tar d")));

    assertThat(Files.isSymbolicLink(target.resolve("up"))).isTrue();
    assertThat(Files.isSymbolicLink(target.resolve("passwd"))).isTrue();
    assertThat(Tool.run(target, "find", ".", "-perm", "/7000")).isEmpty();
    assertThat(outside.resolve("canary")).hasContent("alive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u001b[31m", "\u202etxt", "\u0000x"})
  void anErrorNeverWritesToTheTerminal(String name) {
    assertThat(RawName.shown(name).chars()).allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.startsWith(target))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private void assertUnharmed(List<String> before) throws IOException {
    assertThat(names()).isEqualTo(before);
    assertThat(outside.resolve("canary")).hasContent("alive");
    assertThat(Tool.run(target, "find", ".", "-type", "b,c,p,s", "-o", "-perm", "/7000")).isEmpty();
  }
}
