package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.Archive.Memory;
import io.backstay.run.stream.Archives.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that need not be read again, and those that have to be. */
class FileMemoryTest {
  /** As if the archive were made when the files have been left alone for a while. */
  private static final Duration LATER = Duration.ofMinutes(1);

  private static final int HUGE = 64 << 20;

  @TempDir(factory = DiskFolder.class)
  Path folder;

  private Path tree = Path.of("");
  private Path known = Path.of("");
  private int made;

  @BeforeEach
  void fill() throws IOException {
    tree = Files.createDirectories(folder.resolve("tree"));
    known = folder.resolve("state/known/plan/data");
    Files.createDirectory(tree.resolve("sub"));
    for (String name : List.of("a", "b", "c", "sub/d")) {
      Files.writeString(tree.resolve(name), "content of " + name);
    }
    Files.write(tree.resolve("large"), new byte[700_000]);
  }

  private Made make(@Nullable Made base) throws IOException {
    return make(base, LATER);
  }

  private Made make(@Nullable Made base, Duration offset) throws IOException {
    return make(base, tree, offset);
  }

  private Made make(@Nullable Made base, Path of, Duration offset) throws IOException {
    Clock clock = Clock.offset(Clock.systemUTC(), offset);
    Memory memory = new Memory(known, folder.resolve("scratch"), clock);
    return archive(base, Archives.tree("data", of, memory));
  }

  private Made archive(@Nullable Made base, Archive.Tree of) throws IOException {
    made++;
    return Archives.make(folder.resolve("made-" + made + ".tar.zst"), base, of);
  }

  private List<String> together(Made since, Made base) throws IOException {
    Path back = Files.createDirectory(folder.resolve("back-" + made));
    TarExtractor.unpack(
        since.file(),
        Unpacking.of(Map.of("data", back), since.inventory(), true).over(base.file()));
    return Listing.of(back);
  }

  /** Bytes this process has read from files, in whatever way. */
  private static long bytesRead() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring(7)))
        .sum();
  }

  @Test
  void whatNobodyTouchedIsNotRead() throws IOException {
    Tool.run(tree, "truncate", "-s", Integer.toString(HUGE), "huge");
    Made full = make(null);
    long before = bytesRead();

    Made since = make(full);
    Made again = make(full);

    assertThat(bytesRead() - before).isLessThan(HUGE / 2);
    assertThat(List.of(since, again))
        .allSatisfy(
            one -> {
              assertThat(one.report().left().files()).isEqualTo(6);
              assertThat(one.report().unread()).isEqualTo(6);
              assertThat(one.report().totals().files()).isZero();
            });
    assertThat(together(again, full)).containsExactlyElementsOf(Listing.of(tree));
    Made read = archive(full, Archives.tree("data", tree));
    assertThat(bytesRead() - before).isGreaterThan(HUGE);
    assertThat(read.report().left().files()).isEqualTo(6);
    assertThat(read.report().unread()).isZero();
  }

  /** What becomes of one file, and whether the archive that follows holds it. */
  enum Touch {
    REWRITTEN_WITH_ITS_TIME_PUT_BACK(true, tree -> rewrite(tree.resolve("a"), "CONTENT")),
    REPLACED_BY_ANOTHER(
        true,
        tree -> {
          Tool.run(tree, "cp", "-p", "a", "other");
          rewrite(tree.resolve("other"), "CONTENT");
          Tool.run(tree, "mv", "other", "a");
        }),
    REPLACED_BY_ITS_COPY(false, tree -> Tool.run(tree, "sh", "-c", "cp -p a x && mv x a")),
    TOUCHED(
        true, tree -> Files.setLastModifiedTime(tree.resolve("a"), FileTime.fromMillis(1_000_000))),
    TOUCHED_AND_PUT_BACK(false, tree -> rewrite(tree.resolve("a"), "content")),
    CLOSED_TO_OTHERS(true, tree -> Tool.run(tree, "chmod", "600", "a")),
    LONGER(true, tree -> Files.writeString(tree.resolve("a"), "content of a, and more"));

    private final boolean held;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Change change;

    Touch(boolean held, Change change) {
      this.held = held;
      this.change = change;
    }

    private static void rewrite(Path file, String word) throws IOException {
      FileTime time = Files.getLastModifiedTime(file);
      Files.writeString(file, word + " of a");
      Files.setLastModifiedTime(file, time);
    }

    private interface Change {
      void to(Path tree) throws IOException;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasTouchedIsRead(Touch touch) throws IOException {
    Made full = make(null);
    touch.change.to(tree);

    Made since = make(full);

    assertThat(since.report().unread()).isEqualTo(4);
    assertThat(since.report().totals().files()).isEqualTo(touch.held ? 1 : 0);
    assertThat(together(since, full)).containsExactlyElementsOf(Listing.of(tree));
  }

  @Test
  void whatWasAlteredJustBeforeItWasReadIsReadAgain() throws IOException {
    Made full = make(null, Duration.ZERO);
    Touch.rewrite(tree.resolve("a"), "CONTENT");

    Made since = make(full);

    assertThat(since.report().unread()).isZero();
    assertThat(since.report().totals().files()).isEqualTo(1);
    assertThat(make(full).report().unread()).isEqualTo(4);
  }

  @Test
  void aTimeThatIsStillToComeIsNotBelieved() throws IOException {
    Duration back = Duration.ofHours(-1);
    Made full = make(null, back);
    assertThat(make(full).report().unread()).isZero();
    assertThat(make(full).report().unread()).isEqualTo(5);

    assertThat(make(full, back).report().unread()).isZero();
  }

  @Test
  void whereTimesAreNotToBeTrustedEverythingIsRead() throws IOException {
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "tree");
    try {
      Files.writeString(memory.resolve("f"), "f");
      Made full = make(null, memory, LATER);

      assertThat(make(full, memory, LATER).report().unread()).isZero();
    } finally {
      Tool.run(folder, "rm", "-r", memory.toString());
    }
  }

  @Test
  void ofAnotherTreeNothingIsRemembered() throws IOException {
    Made full = make(null);
    Path copy = folder.resolve("copy");
    Files.move(tree, copy);

    assertThat(make(full, copy, LATER).report().unread()).isZero();
    assertThat(make(full, copy, LATER).report().unread()).isEqualTo(5);
  }

  /** What becomes of the memory. */
  enum Harm {
    GONE("rm data"),
    EMPTY("truncate -s 0 data"),
    CUT("truncate -s -100 data"),
    ANOTHER_FORMAT("printf x | dd of=data conv=notrunc"),
    NOISE("head -c 4000 /dev/urandom > data"),
    A_DIRECTORY("rm data; mkdir data");

    private final String command;

    Harm(String command) {
      this.command = command;
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutItsMemoryItIsOnlySlower(Harm harm) throws IOException {
    Made full = make(null);
    Tool.run(folder.resolve("state/known/plan"), "sh", "-c", harm.command);
    Files.writeString(tree.resolve("a"), "CONTENT of a");

    Made since = make(full);

    assertThat(since.report().unread()).isLessThan(4);
    assertThat(since.report().totals().files()).isEqualTo(1);
    assertThat(together(since, full)).containsExactlyElementsOf(Listing.of(tree));
    assertThat(make(full).report().unread()).isEqualTo(harm == Harm.A_DIRECTORY ? 0 : 4);
    assertThat(known.resolveSibling("data.part")).doesNotExist();
  }

  @Test
  void aBitThatFlipsInItNeverHidesAChange() throws IOException {
    Made full = make(null);
    byte[] whole = Files.readAllBytes(known);
    Touch.rewrite(tree.resolve("a"), "CONTENT");
    List<String> wanted = Listing.of(tree);
    for (int at = 0; at < whole.length; at += 31) {
      byte[] bytes = whole.clone();
      bytes[at] ^= (byte) (1 << at % 8);
      Files.write(known, bytes);

      Made since = make(full);

      assertThat(since.report().totals().files()).isEqualTo(1);
    }
    assertThat(together(make(full), full)).containsExactlyElementsOf(wanted);
  }

  @Test
  void onlyItsOwnerSeesItAndAFailureLeavesItAlone() throws IOException {
    Made full = make(null);
    byte[] before = Files.readAllBytes(known);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(known)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(known.getParent())))
        .isEqualTo("rwx------");

    Archive.Tree gone = Archives.tree("gone", folder.resolve("nowhere"));
    Memory memory = new Memory(known, folder.resolve("scratch"), Clock.systemUTC());
    assertThatThrownBy(
            () ->
                Archives.make(
                    folder.resolve("x.tar"), full, Archives.tree("data", tree, memory), gone))
        .isInstanceOf(IOException.class);

    assertThat(known).hasBinaryContent(before);
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
  }
}
