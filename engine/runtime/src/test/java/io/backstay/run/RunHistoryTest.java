package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.program.Guard;
import io.backstay.run.Thing.How;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunHistoryTest {
  private static final String RUN = "20260213_020000-0001";

  @TempDir Path directory;
  private final Thing thing = new Thing();

  private RunHistory history() {
    return new RunHistory(directory);
  }

  private RunRecord attention() {
    thing.unpayable.add("start");
    return new Bench(directory)
        .run(
            Programs.of(
                RUN,
                List.of(
                    Programs.step(
                        "a",
                        Guard.ALWAYS,
                        List.of(Thing.owe("start", AtEnd.PAY), Thing.act("a", How.WELL)))),
                List.of(),
                List.of(),
                thing));
  }

  private List<RunRecord> settle() {
    return settle(RunListener.NONE);
  }

  private List<RunRecord> settle(RunListener listener) {
    Map<Ref, Resource> things = Map.of(Thing.REF, thing);
    return new PlanRunner(
            new Settings(
                new Home(directory),
                Clock.systemUTC(),
                new Random(1),
                secret -> "",
                run -> new Declared.Things(things, secret -> ""),
                Map.of(),
                Bench.QUICK))
        .settle(listener);
  }

  @Test
  void whatSomebodyElseIsSettlingIsNotPassedOverInSilence() {
    attention();
    thing.unpayable.clear();
    Map<String, StepOutcome.Trouble> told = new HashMap<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void unsettled(String run, StepOutcome.Trouble cause) {
            told.put(run, cause);
          }
        };
    var guard =
        (RunLock.Attempt.Taken)
            RunLock.take(new Home(directory).locks(), List.of(RunLock.nameOf(RUN)), RUN);
    assertThat(settle(listener)).isEmpty();
    assertThat(told).containsOnlyKeys(RUN);
    assertThat(told.get(RUN)).extracting("code").isEqualTo("R150");

    guard.lock().close();
    assertThat(settle(listener)).extracting(RunRecord::state).containsExactly(RunState.FAILED);
  }

  @Test
  void aStateDirectoryThatDoesNotExistHasNoHistory() {
    RunHistory none = new RunHistory(directory.resolve("nowhere"));
    assertThat(none.ids()).isEmpty();
    assertThat(none.leftovers()).isEmpty();
    assertThat(none.find(RUN)).isEmpty();
    assertThat(none.log(RUN)).isEmpty();
    assertThat(directory.resolve("nowhere")).doesNotExist();
  }

  @Test
  void whatEndsWhileItIsLookedAtIsNotDead() throws IOException {
    attention();
    Path journal = new Home(directory).journal(RUN);
    List<String> whole = Files.readAllLines(journal);
    Files.write(journal, whole.subList(0, whole.size() - 1));
    assertThat(history().find(RUN).orElseThrow().state()).isEqualTo(RunState.INTERRUPTED);

    RunHistory meanwhile =
        new RunHistory(
            directory,
            id -> {
              append(journal, whole.getLast());
              return false;
            });

    assertThat(meanwhile.find(RUN).orElseThrow().state()).isEqualTo(RunState.ATTENTION);
  }

  private static void append(Path journal, String line) {
    try {
      Files.writeString(journal, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void looksAtADirectoryWithoutChangingIt() throws IOException {
    attention();
    List<String> before = listing();
    history().leftovers();
    history().find(RUN);
    assertThat(listing()).isEqualTo(before);
  }

  private List<String> listing() throws IOException {
    try (var all = Files.walk(directory)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void whatEndedWithSomethingOwedIsALeftoverUntilItIsSettled() {
    assertThat(attention().state()).isEqualTo(RunState.ATTENTION);
    assertThat(history().leftovers()).extracting(RunRecord::id).containsExactly(RUN);
    assertThat(settle()).extracting(RunRecord::state).containsExactly(RunState.ATTENTION);
    thing.unpayable.clear();
    assertThat(settle()).extracting(RunRecord::state).containsExactly(RunState.FAILED);
    assertThat(history().leftovers()).isEmpty();
    assertThat(settle()).isEmpty();
  }

  @Test
  void theNextRunLeavesWhatEndedInAttentionToPeople() {
    attention();
    thing.unpayable.clear();
    thing.acts.clear();
    new Bench(directory)
        .run(Programs.of("20260213_030000-0002", List.of(), List.of(), List.of(), thing));
    assertThat(thing.done()).isEmpty();
    assertThat(history().leftovers()).hasSize(1);
  }

  @Test
  void aDamagedJournalIsAFailureToRead() throws IOException {
    attention();
    Path journal = new Home(directory).journal(RUN);
    Files.writeString(journal, Files.readString(journal).replace("\"a\"", "\"b\""));
    assertThatThrownBy(() -> history().find(RUN)).isInstanceOf(Failure.class);
  }

  @Test
  void runsAreListedNewestFirst() {
    for (String id : List.of("20260213_020000-0001", "20260214_020000-0002")) {
      new Bench(directory).run(Programs.of(id, List.of(), List.of(), List.of()));
    }
    assertThat(history().ids()).containsExactly("20260214_020000-0002", "20260213_020000-0001");
  }

  @Test
  void theLogOfARunCanBeRead() {
    attention();
    assertThat(history().log(RUN)).anyMatch(line -> line.endsWith("a undo: start service.thing"));
  }

  @Test
  void theLastLineTellsWhetherMoreHasToBeRead() throws IOException {
    Path journal = directory.resolve("x.jsonl");
    Files.writeString(journal, "");
    assertThat(LastLine.of(journal).leavesSomething()).isTrue();
    Files.writeString(journal, "{\"is\":\"run-st");
    assertThat(LastLine.of(journal).ended()).isFalse();
    Files.delete(journal);
    try (Journal whole = Journal.create(journal, UnaryOperator.identity())) {
      whole.append(Events.started(RUN));
      whole.append(new RunEvent.RunEnded(Events.at(1), RunState.OK, null));
    }
    assertThat(LastLine.of(journal).ended()).isTrue();
    assertThat(LastLine.of(journal).leavesSomething()).isFalse();
  }
}
