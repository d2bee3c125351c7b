package io.backstay.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwapTest {

  /** Both ways to swap a directory; what a user sees is the same. */
  enum Way {
    SIBLING,
    CHILDREN;

    Swap on(Path live, Moves moves) {
      return this == SIBLING
          ? new SiblingSwap(live, "r1", moves)
          : new ChildrenSwap(live, "r1", moves);
    }
  }

  /** Dies like a process: before the n-th rename, nothing after it happens. */
  private static final class Mortal extends Moves {
    private int left;

    Mortal(int renames) {
      left = renames;
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      if (left-- <= 0) {
        throw new IOException("dead");
      }
      super.rename(from, to);
    }
  }

  @TempDir Path parent;
  private Path live = Path.of("");

  @BeforeEach
  void liveTree() throws IOException {
    live = parent.resolve("data");
    write(live, "old");
    Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("rwxr-x---"));
  }

  @ParameterizedTest
  @EnumSource
  void theNewTreeIsLiveAndTheOldOneIsKept(Way way) throws IOException {
    Map<String, String> old = seen(live);
    Swap swap = prepared(way);

    swap.swap();

    assertThat(seen(live)).isEqualTo(fresh());
    assertThat(seen(swap.previous())).isEqualTo(old);
    assertThat(swap.incoming()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void killedBetweenAnyTwoRenamesASwapGoesOn(Way way) throws IOException {
    dyingAtEachRename(way, Swap::swap, resumed -> resumed.swap(), fresh());
  }

  @ParameterizedTest
  @EnumSource
  void killedBetweenAnyTwoRenamesASwapIsTakenBack(Way way) throws IOException {
    dyingAtEachRename(way, Swap::swap, resumed -> resumed.undo(), seen(live));
  }

  @ParameterizedTest
  @EnumSource
  void killedBetweenAnyTwoRenamesTakingBackGoesOn(Way way) throws IOException {
    Consumer<Swap> whole =
        swap -> {
          way.on(live, new Moves()).swap();
          swap.undo();
        };
    dyingAtEachRename(way, whole, resumed -> resumed.undo(), seen(live));
  }

  @ParameterizedTest
  @EnumSource
  void takenBackItCanBeSwappedAgain(Way way) throws IOException {
    Swap swap = prepared(way);
    swap.swap();
    swap.undo();
    assertThat(swap.swapped()).isFalse();

    swap.swap();
    swap.swap();

    assertThat(seen(live)).isEqualTo(fresh());
  }

  @ParameterizedTest
  @EnumSource
  void afterDiscardAndForgetNothingIsLeftOver(Way way) throws IOException {
    Swap swap = prepared(way);
    swap.swap();
    swap.forget();
    swap.discard();

    assertThat(seen(live)).isEqualTo(fresh());
    assertThat(names(parent)).containsExactly("data");
    assertThat(names(live)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource
  void withoutAnythingToTakeBackNothingHappens(Way way) throws IOException {
    Map<String, String> old = seen(live);
    Swap swap = prepared(way);

    swap.undo();
    swap.discard();

    assertThat(seen(live)).isEqualTo(old);
    assertThatThrownBy(swap::swap).isInstanceOf(Failure.class).hasMessageContaining("is not there");
    assertThat(seen(live)).isEqualTo(old);
  }

  @Test
  void preparingAgainEmptiesWhatADeadAttemptLeft() throws IOException {
    Swap swap = prepared(Way.SIBLING);
    Files.createSymbolicLink(swap.incoming().resolve("link"), live);

    swap.prepare();

    assertThat(names(swap.incoming())).isEmpty();
    assertThat(names(live)).containsExactly("a", "b", "old");
  }

  @Test
  void whereNothingWasLiveUndoLeavesNothing() throws IOException {
    Path missing = parent.resolve("missing");
    Swap swap = new SiblingSwap(missing, "r1", new Moves());
    swap.prepare();
    Files.writeString(swap.incoming().resolve("a"), "new");
    swap.swap();
    assertThat(missing.resolve("a")).hasContent("new");

    swap.undo();
    assertThat(missing).doesNotExist();
    swap.discard();
    assertThat(names(parent)).containsExactly("data");
  }

  @Test
  void anEmptyDirectoryMadeBetweenTheRenamesIsNoObstacle() throws IOException {
    prepared(Way.SIBLING);
    assertThatThrownBy(() -> Way.SIBLING.on(live, new Mortal(1)).swap())
        .hasMessageContaining("dead");
    Files.createDirectory(live);

    Way.SIBLING.on(live, new Moves()).swap();

    assertThat(seen(live)).isEqualTo(fresh());
  }

  @Test
  void dataWrittenBetweenTheRenamesIsNeverLost() throws IOException {
    prepared(Way.SIBLING);
    assertThatThrownBy(() -> Way.SIBLING.on(live, new Mortal(1)).swap())
        .hasMessageContaining("dead");
    Files.createDirectory(live);
    Files.writeString(live.resolve("precious"), "x");

    assertThatThrownBy(() -> Way.SIBLING.on(live, new Moves()).swap())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("in the way");
    assertThat(live.resolve("precious")).hasContent("x");
  }

  @Test
  void aLinkInPlaceOfTheReservedAreaIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createSymbolicLink(live.resolve(ChildrenSwap.AREA), elsewhere);

    assertThatThrownBy(() -> Way.CHILDREN.on(live, new Moves()).prepare())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not a directory that backstay made");
    assertThat(names(elsewhere)).isEmpty();
  }

  @Test
  void aFailureNamesTheFileSystemsReason() {
    Path orphan = parent.resolve("no/such/parent");
    assertThatThrownBy(() -> Swap.of(orphan, "r1").prepare())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("NoSuchFile");
  }

  private void dyingAtEachRename(
      Way way, Consumer<Swap> act, Consumer<Swap> goOn, Map<String, String> expected)
      throws IOException {
    boolean died = true;
    for (int renames = 0; died; renames++) {
      new Moves().delete(parent.resolve("data"));
      liveTree();
      prepared(way);
      died = dies(act, way.on(live, new Mortal(renames)));
      goOn.accept(way.on(live, new Moves()));

      assertThat(seen(live)).as("after %d renames", renames).isEqualTo(expected);
      Swap after = way.on(live, new Moves());
      after.discard();
      after.forget();
      assertThat(names(parent)).containsExactly("data");
      assertThat(renames).as("the loop ends").isLessThan(40);
    }
  }

  private static boolean dies(Consumer<Swap> act, Swap mortal) {
    try {
      act.accept(mortal);
      return false;
    } catch (Failure e) {
      assertThat(e).hasMessageContaining("dead");
      return true;
    }
  }

  private Swap prepared(Way way) throws IOException {
    Swap swap = way.on(live, new Moves());
    swap.prepare();
    write(swap.incoming(), "new");
    Files.delete(swap.incoming().resolve("new"));
    Files.writeString(swap.incoming().resolve("c"), "only new");
    Files.setPosixFilePermissions(swap.incoming(), PosixFilePermissions.fromString("rwxrwx---"));
    return swap;
  }

  private static void write(Path tree, String word) throws IOException {
    Files.createDirectories(tree.resolve("a/deep"));
    Files.writeString(tree.resolve("a/deep/file"), word);
    Files.writeString(tree.resolve("b"), word);
    Files.writeString(tree.resolve(word), word);
  }

  private static Map<String, String> fresh() {
    Map<String, String> seen = new TreeMap<>();
    seen.put("", "rwxrwx---");
    seen.put("a/deep/file", "new");
    seen.put("b", "new");
    seen.put("c", "only new");
    return seen;
  }

  private static Map<String, String> seen(Path tree) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    seen.put("", PosixFilePermissions.toString(Files.getPosixFilePermissions(tree)));
    try (Stream<Path> walk = Files.walk(tree)) {
      walk.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
          .filter(p -> !p.startsWith(tree.resolve(ChildrenSwap.AREA)))
          .forEach(p -> seen.put(tree.relativize(p).toString(), text(p)));
    }
    return seen;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.util.List<String> names(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
