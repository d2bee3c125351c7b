package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.stream.Tool;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void path() {
    file = directory.resolve("run.jsonl");
  }

  private void write(List<RunEvent> events) {
    try (Journal journal = Journal.create(file, UnaryOperator.identity())) {
      events.forEach(journal::append);
    }
  }

  @Test
  void whatIsWrittenIsReadBackAsTheSameFold() throws IOException {
    write(Events.everything());
    Transcript once = Transcript.read(file);
    assertThat(once.damaged()).isNull();
    assertThat(once.ended()).isTrue();
    assertThat(once.bytes()).isEqualTo(Files.size(file));
    assertThat(Fold.of(once.events())).isEqualTo(Fold.of(Transcript.read(file).events()));
    assertThat(Fold.of(once.events())).hasToString(Fold.of(asAppended()).toString());
    assertThat(once.events()).usingRecursiveComparison().isEqualTo(Events.everything());
  }

  private List<RunEvent> asAppended() {
    try (Journal journal =
        Journal.create(directory.resolve("again.jsonl"), UnaryOperator.identity())) {
      return Events.everything().stream().map(journal::append).toList();
    }
  }

  @Test
  void onlyTheOwnerReadsIt() throws IOException {
    write(Events.everything());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aJournalThatExistsIsNotWrittenOver() {
    write(Events.everything());
    assertThatThrownBy(() -> write(Events.everything()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void cutAnywhereInItsLastFourRecordsItKeepsEveryRecordBeforeTheCut() throws IOException {
    write(Events.everything());
    byte[] whole = Files.readAllBytes(file);
    List<Integer> ends = lineEnds(whole);
    int lines = ends.size();
    for (int cut = ends.get(lines - 5); cut <= whole.length; cut++) {
      int at = cut;
      Files.write(file, Arrays.copyOf(whole, cut));
      Transcript read = Transcript.read(file);
      int expected = (int) ends.stream().filter(end -> end <= at).count();
      assertThat(read.events()).as("cut at %d", cut).hasSize(expected);
      assertThat(read.damaged()).as("cut at %d", cut).isNull();
      assertThat(read.ended()).isEqualTo(cut == whole.length);
    }
  }

  @Test
  void aRunContinuesBehindTheLastWholeLine() throws IOException {
    write(Events.everything().subList(0, 4));
    long whole = Files.size(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 7));
    Transcript torn = Transcript.read(file);
    try (Journal journal = Journal.reopen(file, torn, UnaryOperator.identity())) {
      assertThat(journal.last()).isEqualTo(torn.last());
      assertThat(file).as("what was torn is gone").hasSize(torn.bytes());
      journal.append(Events.everything().get(3));
    }
    assertThat(Files.size(file)).isEqualTo(whole);
    assertThat(Transcript.read(file).events()).hasSize(4);
  }

  @Test
  void anEditAnywhereIsDamage() throws IOException {
    write(Events.everything());
    byte[] whole = Files.readAllBytes(file);
    List<Integer> ends = lineEnds(whole);
    for (int at = 0; at < whole.length - 1; at += 7) {
      byte[] edited = whole.clone();
      edited[at] ^= 1;
      Files.write(file, edited);
      Integer damaged = Transcript.read(file).damaged();
      assertThat(damaged).as("byte %d", at).isNotNull();
    }
    assertThatThrownBy(() -> Transcript.read(file).intact(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("line " + ends.size());
  }

  @Test
  void aLineTakenOutOrMovedIsDamage() throws IOException {
    write(Events.everything());
    List<String> lines = new java.util.ArrayList<>(Files.readAllLines(file));
    String third = lines.remove(2);
    Files.write(file, lines);
    assertThat(Transcript.read(file).damaged()).isEqualTo(3);
    lines.add(3, third);
    Files.write(file, lines);
    assertThat(Transcript.read(file).damaged()).isEqualTo(3);
  }

  @Test
  void aWholeLineThatIsNoEventIsNotTaken() throws IOException {
    String line = Chain.seal("{\"is\":\"something-else\"}", Chain.START).text();
    Files.writeString(file, line + "\n");
    assertThat(Transcript.read(file).events()).isEmpty();
    assertThat(Transcript.read(file).damaged()).isEqualTo(1);
  }

  @Test
  void aLineTooShortToBeOneIsDamage() throws IOException {
    Files.writeString(file, "short\n");
    assertThat(Transcript.read(file).damaged()).isEqualTo(1);
  }

  @Test
  void aWholeLineOfAnotherJournalIsDamage() throws IOException {
    write(Events.everything());
    String first = Files.readAllLines(file).getFirst();
    Files.writeString(file, first + "\n" + first + "\n");
    assertThat(Transcript.read(file).damaged()).isEqualTo(2);
  }

  @Test
  void aLastLineWithHolesWasNeverAcknowledged() throws IOException {
    write(Events.everything());
    byte[] whole = Files.readAllBytes(file);
    byte[] holes = whole.clone();
    Arrays.fill(holes, whole.length - 60, whole.length - 20, (byte) 0);
    Files.write(file, holes);
    assertThat(Transcript.read(file).events()).hasSize(Events.everything().size() - 1);
    assertThat(Transcript.read(file).damaged()).isNull();
    holes = whole.clone();
    Arrays.fill(holes, 60, 80, (byte) 0);
    Files.write(file, holes);
    assertThat(Transcript.read(file).damaged()).isEqualTo(1);
  }

  @Test
  void anUndamagedTranscriptIsIntact() {
    write(Events.everything());
    Transcript read = Transcript.read(file);
    assertThat(read.intact(file)).isSameAs(read);
  }

  @Test
  void anInterruptedThreadStillWritesThingsDown() {
    try (Journal journal = Journal.create(file, UnaryOperator.identity())) {
      journal.append(Events.started("a"));
      Thread.currentThread().interrupt();
      journal.append(Events.everything().get(1));
      assertThat(Thread.interrupted()).isTrue();
      journal.append(Events.everything().get(2));
    }
    assertThat(Transcript.read(file).events()).hasSize(3);
  }

  /** It goes on writing until it is refused, so that some of it comes between two looks. */
  @RepeatedTest(20)
  void whatALivingRunWasAcknowledgedIsInWhatIsTakenFromIt() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    var refused = CompletableFuture.supplyAsync(() -> writeUntilRefused(acknowledged));
    Awaitility.await().until(() -> acknowledged.get() > 1);

    Transcript taken = Journal.seize(file);

    assertThat(refused.get().code()).isEqualTo("R152");
    assertThat(taken.events()).hasSizeGreaterThanOrEqualTo(acknowledged.get());
    assertThat(Transcript.read(file).events()).hasSameSizeAs(taken.events());
    try (Journal journal = Journal.reopen(file, taken, UnaryOperator.identity())) {
      journal.append(Events.everything().getLast());
    }
    assertThat(Transcript.read(file).intact(file).events()).hasSize(taken.events().size() + 1);
    assertThat(directory).isDirectoryNotContaining("glob:**.taken");
  }

  private Failure writeUntilRefused(AtomicInteger acknowledged) {
    try (Journal journal = Journal.create(file, UnaryOperator.identity())) {
      while (true) {
        journal.append(Events.started("a"));
        acknowledged.incrementAndGet();
      }
    } catch (Failure refused) {
      return refused;
    }
  }

  @Test
  void whatAnotherTakingLeftBehindIsInNobodysWay() throws IOException {
    write(Events.everything().subList(0, 4));
    Files.writeString(directory.resolve("run.jsonl.taken"), "died while it took it");

    assertThat(Journal.seize(file).events()).hasSize(4);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.taken");
  }

  @Test
  void aJournalThatIsGoneAcknowledgesNothing() throws IOException {
    try (Journal journal = Journal.create(file, UnaryOperator.identity())) {
      journal.append(Events.started("a"));
      String last = journal.last();
      Files.delete(file);

      assertThatThrownBy(() -> journal.append(Events.everything().get(1)))
          .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R152"));
      assertThat(journal.last()).isEqualTo(last);
    }
  }

  @Tag("root")
  @Needs("root")
  @Test
  void onAFullDiskHalfALineIsCutOffAndItGoesOnWhenThereIsSpace() throws IOException {
    Tool.run(directory, "mount", "-t", "tmpfs", "-o", "size=8k", "none", directory.toString());
    try (Journal journal = Journal.create(file, UnaryOperator.identity())) {
      journal.append(Events.started("a"));
      long whole = Files.size(file);

      assertThatThrownBy(() -> journal.append(Events.started("b".repeat(12_000))))
          .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R121"))
          .hasMessageContaining("run.jsonl")
          .hasCauseInstanceOf(IOException.class);

      assertThat(file).hasSize(whole);
      journal.append(Events.everything().get(1));
      assertThat(Transcript.read(file).intact(file).events()).hasSize(2);
    } finally {
      Tool.run(Path.of("/"), "umount", directory.toString());
    }
  }

  @Test
  void whatIsNotThereCannotBeTaken() {
    assertThatThrownBy(() -> Journal.seize(directory.resolve("gone.jsonl")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot be written");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aClosedJournalRefuses() {
    Journal journal = Journal.create(file, UnaryOperator.identity());
    journal.close();
    assertThatThrownBy(() -> journal.append(Events.started("a")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot be written");
    assertThat(Transcript.read(file).events()).isEmpty();
  }

  @Test
  void aJournalThatIsGoneCannotBeReopened() {
    Transcript none = new Transcript(List.of(), Chain.START, 0, null);
    Path nowhere = directory.resolve("missing/run.jsonl");
    assertThatThrownBy(() -> Journal.reopen(nowhere, none, UnaryOperator.identity()))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> Transcript.read(nowhere))
        .isInstanceOf(java.io.UncheckedIOException.class);
  }

  @Test
  void whatPeopleAndProgramsSaidIsMaskedAndNothingElse() throws IOException {
    Facts facts = new Facts(Map.of("full", Map.of("k", List.of("a full moon", 7)), "n", "full"));
    try (Journal journal = Journal.create(file, text -> text.replace("full", "***"))) {
      journal.append(Events.started("full-1"));
      RunEvent kept =
          journal.append(
              new RunEvent.StepEnded(
                  Events.at(1),
                  "full",
                  RunEvent.Phase.STEPS,
                  new Succeeded(facts, List.of("full stop"))));
      assertThat(kept.toString()).contains("***=", "a *** moon", "n=***", "*** stop", "step=full");
    }
    assertThat(Files.readString(file)).contains("\"id\":\"full-1\"").doesNotContain("moon full");
  }

  private static List<Integer> lineEnds(byte[] bytes) {
    List<Integer> ends = new java.util.ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        ends.add(at + 1);
      }
    }
    return ends;
  }
}
