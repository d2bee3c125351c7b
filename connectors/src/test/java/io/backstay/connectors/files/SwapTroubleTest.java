package io.backstay.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SwapTroubleTest extends SwapCase {

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
    Swap swap = new SiblingSwap(missing, "r1", new LocalDisk());
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

    Way.SIBLING.on(live, new LocalDisk()).swap();

    assertThat(seen(live)).isEqualTo(fresh());
  }

  @Test
  void dataWrittenBetweenTheRenamesIsNeverLost() throws IOException {
    prepared(Way.SIBLING);
    assertThatThrownBy(() -> Way.SIBLING.on(live, new Mortal(1)).swap())
        .hasMessageContaining("dead");
    Files.createDirectory(live);
    Files.writeString(live.resolve("precious"), "x");

    assertThatThrownBy(() -> Way.SIBLING.on(live, new LocalDisk()).swap())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("in the way");
    assertThat(live.resolve("precious")).hasContent("x");
  }

  @Test
  void aLinkInPlaceOfTheReservedAreaIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createSymbolicLink(live.resolve(Swap.AREA), elsewhere);

    assertThatThrownBy(() -> Way.CHILDREN.on(live, new LocalDisk()).prepare())
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

  @Test
  void aNoteThatCannotBeWrittenLeavesNothing() throws IOException {
    Path note = parent.resolve("note");
    Files.createDirectories(note.resolve("in the way"));

    assertThatThrownBy(() -> new LocalDisk().write(note, "until then"))
        .isInstanceOf(IOException.class);
    assertThat(names(parent)).containsExactly("data", "note");
  }
}
