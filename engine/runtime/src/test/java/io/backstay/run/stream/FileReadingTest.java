package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.Archive.Tree;
import io.backstay.run.stream.Archive.WhenChanging;
import io.backstay.run.stream.Slot.Part;
import io.backstay.run.stream.Slot.Reading;
import io.backstay.run.stream.StreamException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that do not stand still; each test changes one at a known moment. */
class FileReadingTest {
  private static final int LARGE = 2_000_000;
  private static final Path RESTLESS = Path.of("/proc/sys/kernel/random");

  @TempDir Path folder;

  /** Changes the file under test. */
  interface Change {
    void to(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(WhenChanging.class)
  void aSmallFileThatChangedSinceItWasFoundIsReadAsItIsNow(WhenChanging policy) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "old");
    Reading slot = found(file);
    Files.writeString(file, "newer");

    List<Part> parts = read(slot, policy);

    assertThat(content(parts)).isEqualTo("newer");
    assertThat(head(parts).member().size()).isEqualTo(5);
    assertThat(tail(parts).changed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = WhenChanging.class,
      names = {"FAIL", "RETRY"})
  void aSmallFileThatNeverStandsStillFails(WhenChanging policy) {
    assertThatThrownBy(() -> read(found(RESTLESS.resolve("uuid")), policy))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHANGED))
        .hasMessage("`/proc/sys/kernel/random/uuid` changed while it was read");
  }

  @Test
  void orIsKeptAndNamed() throws IOException {
    Tree tree = new Tree("d", RESTLESS, List.of("uuid"), List.of());
    Path inventory = folder.resolve("inventory");
    TarWriter writer = new TarWriter(new Archive(List.of(tree), WhenChanging.RECORD, inventory));

    Pipeline.store(writer, Destination.of(folder.resolve("a.tar")));

    assertThat(writer.report().changed()).isEqualTo(1);
    assertThat(writer.report().named()).containsExactly("`d/uuid` changed while it was read");
    assertThat(Tool.run(folder, "tar", "-xOf", "a.tar", "d/uuid")).hasSize(37);
    assertThat(Tool.run(folder, "zstd", "-dcq", "inventory")).contains("\"changed\":true}");
  }

  @ParameterizedTest
  @EnumSource(WhenChanging.class)
  void aFileThatIsGoneIsSaidToBe(WhenChanging policy) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "x");
    Reading slot = found(file);
    Files.delete(file);

    assertThat(read(slot, policy)).containsExactly(new Part.Gone());
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "x");
    Reading slot = found(file);
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/etc/passwd"));

    assertThat(read(slot, WhenChanging.RECORD)).containsExactly(new Part.Gone());
  }

  @Test
  void whatIsListedAndGoneFailsOnlyWhereNothingMayChange() throws Exception {
    ReportNotes notes = new ReportNotes();
    notes.vanished("a", WhenChanging.RETRY);
    notes.vanished("b", WhenChanging.RECORD);
    assertThat(notes.report(Totals.NONE, Totals.NONE, 0, 0, Map.of()).vanished()).isEqualTo(2);
    assertThatThrownBy(() -> notes.vanished("c", WhenChanging.FAIL))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHANGED));
  }

  @ParameterizedTest
  @EnumSource(Midway.class)
  void aLargeFileThatChangesWhileItIsReadFails(Midway how) throws Exception {
    for (WhenChanging policy : List.of(WhenChanging.FAIL, WhenChanging.RETRY)) {
      Path file = Files.write(folder.resolve("f"), new byte[LARGE]);
      assertThatThrownBy(() -> readAndChange(found(file), policy, how.change))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHANGED));
    }
  }

  @ParameterizedTest
  @EnumSource(Midway.class)
  void orIsKeptWithTheSizeThatWasPromised(Midway how) throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[LARGE]);

    List<Part> parts = readAndChange(found(file), WhenChanging.RECORD, how.change);

    assertThat(head(parts).member().size()).isEqualTo(LARGE);
    assertThat(content(parts)).hasSize(LARGE);
    assertThat(tail(parts).changed()).isTrue();
  }

  enum Midway {
    SHORTER(file -> Files.write(file, new byte[LARGE / 2])),
    EMPTY(file -> Files.write(file, new byte[0])),
    LONGER(file -> Files.writeString(file, "more", StandardOpenOption.APPEND)),
    REPLACED(
        file -> {
          Path other = Files.write(file.resolveSibling("g"), new byte[LARGE]);
          Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        }),
    REMOVED(Files::delete);

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Change change;

    Midway(Change change) {
      this.change = change;
    }
  }

  @Test
  void aDirectorySwappedForALinkIsStillTheOneThatWasOpened() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    Files.writeString(sub.resolve("f"), "inside");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("f"), "outside");
    OpenDirectory top = OpenDirectory.top(folder);
    OpenDirectory opened = top.open(Path.of("sub"));
    Files.move(sub, folder.resolve("moved"));
    Files.createSymbolicLink(sub, other);

    try (var channel = opened.read(Path.of("f"))) {
      assertThat(channel.size()).isEqualTo("inside".length());
    }
    // Path and open directory speak of different files now, so neither is believed.
    assertThatThrownBy(() -> Stat.of(opened, Path.of("f"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> top.open(Path.of("sub"))).isInstanceOf(IOException.class);
    opened.release();
    top.release();
  }

  private static Reading found(Path file) throws IOException {
    OpenDirectory directory = OpenDirectory.top(Objects.requireNonNull(file.getParent()));
    Path name = file.getFileName();
    Stat stat = Stat.of(directory, name);
    Member member = stat.member(name.toString(), Member.Type.FILE, "", new Owners());
    return new Reading(directory, name, stat, member, new Parts(() -> {}));
  }

  private static FileReading reading(WhenChanging policy) throws IOException {
    return new FileReading(policy, new Owners(), BaseMembers.of(null), FileMemory.NONE);
  }

  private static List<Part> read(Reading slot, WhenChanging policy) throws Exception {
    reading(policy).read(slot);
    List<Part> parts = new ArrayList<>();
    do {
      parts.add(slot.parts().take());
    } while (!(parts.getLast() instanceof Part.Tail || parts.getLast() instanceof Part.Gone));
    return parts;
  }

  /** The reader waits for the drain after two blocks; then the file is changed. */
  private static List<Part> readAndChange(Reading slot, WhenChanging policy, Change change)
      throws Exception {
    List<Part> parts = new ArrayList<>();
    try (Crew crew = new Crew("test")) {
      crew.start("read", () -> reading(policy).read(slot));
      crew.start(
          "drain",
          () -> {
            parts.add(slot.parts().take());
            parts.add(slot.parts().take());
            change.to(slot.directory().path(slot.file()));
            Part part = slot.parts().take();
            while (!(part instanceof Part.Tail)) {
              parts.add(part);
              part = slot.parts().take();
            }
            parts.add(part);
          });
      crew.await(() -> false, () -> {});
    }
    return parts;
  }

  private static Part.Head head(List<Part> parts) {
    return (Part.Head) parts.getFirst();
  }

  private static Part.Tail tail(List<Part> parts) {
    return (Part.Tail) parts.getLast();
  }

  private static String content(List<Part> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Part part : parts) {
      if (part instanceof Part.Body body) {
        byte[] bytes = new byte[body.block().remaining()];
        body.block().duplicate().get(bytes);
        all.writeBytes(bytes);
      }
    }
    return all.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
