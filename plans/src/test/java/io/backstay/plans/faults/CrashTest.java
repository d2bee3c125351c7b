package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process is killed with SIGKILL: at events of its journal, and at any instant at all. */
@Tag("cc")
@Needs("cc")
final class CrashTest {
  private static final Ledger LEDGER = new Ledger("A process that is killed", 5);

  private static final int EVENTS = 5;
  private static final int IN_A_ROW = 3;
  private static final int LOOKS = 200;

  private static Trials trials;
  private static final Map<Trial, Crash> CRASHES = new ConcurrentHashMap<>();

  @BeforeAll
  static void prepare() throws IOException {
    trials = new Trials();
    crash(trials.first()).undisturbed(Verb.RESTORE); // which leaves an archive of loaded classes
  }

  @AfterAll
  static void end() throws IOException {
    trials.close();
    LEDGER.compare();
  }

  @ParameterizedTest
  @EnumSource
  void someEventsOfTheJournal(Verb verb) {
    atEvents(verb, EVENTS);
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource
  void everyEventOfTheJournal(Verb verb) {
    atEvents(verb, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void someInstants(Verb verb) {
    atRandom(verb, instants(verb));
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource
  void aThousandInstants(Verb verb) {
    atRandom(verb, thousands(verb));
  }

  /** A kill needs a process, and looking at one that stands still does not. */
  @Test
  void whatIsLiveWhileARestoreStandsStill() {
    Duration whole = crash(trials.first()).undisturbed(Verb.RESTORE);
    AtomicLong looks = new AtomicLong();
    trials.each(
        LongStream.range(0, LOOKS),
        (trial, number) -> {
          Duration step = whole.dividedBy(40 + number % 7); // never twice at the same instants
          Runnable look = () -> trial.nothingIsHalfMeanwhile(Verb.RESTORE, "while it stood still");
          if (looks.get() < LOOKS) {
            looks.addAndGet(crash(trial).standingStill(Verb.RESTORE, step, look));
            trial.nothingIsHalf(Verb.RESTORE, "when it had gone on to its end");
          }
        });
    assertThat(looks).as("instants").hasValueGreaterThanOrEqualTo(LOOKS);
    LEDGER.add(
        "KILL-13",
        "SIGSTOP during a restore, at any instant: what is then live is what a kill would leave.",
        LOOKS + " instants in every build",
        "What is live is all old or all new, or, of a directory, gone for the time of one rename.");
  }

  private static int instants(Verb verb) {
    return verb == Verb.BACKUP ? 60 : 50;
  }

  private static int thousands(Verb verb) {
    return verb == Verb.BACKUP ? 1000 : 200;
  }

  /** Before an event is written, and when it is written and perhaps not yet durable. */
  private static void atEvents(Verb verb, int wanted) {
    AtomicLong killed = new AtomicLong();
    for (Call call : EnumSet.of(Call.WRITE, Call.SYNC)) {
      Trial first = trials.first();
      long events = crash(first).calls(verb, journal(first, call, 0));
      assertThat(events).as("events of the journal").isGreaterThan(10);
      trials.each(
          Sample.of(verb + " " + call, events, wanted),
          (trial, number) -> {
            Crash.Ended ended = crash(trial).at(verb, journal(trial, call, number));
            assertThat(ended.exit()).as("killed: %s", ended).isEqualTo(137);
            killed.incrementAndGet();
            judge(trial, verb, number, ended);
          });
    }
    assertThat(killed).hasPositiveValue();
    LEDGER.add(
        id(1, verb),
        "SIGKILL during %s: before each event of its journal is written, and before it is durable."
            .formatted(verb.words()),
        "%d events of each kind in every build, all of them with `-Pfaults`".formatted(EVENTS),
        came(verb));
  }

  private static void atRandom(Verb verb, int wanted) {
    long changes = crash(trials.first()).changes(verb);
    AtomicLong killed = new AtomicLong();
    trials.each(
        LongStream.range(0, wanted),
        (trial, number) -> {
          if (killed.get() < wanted) {
            killed.addAndGet(killInARow(trial, verb, number, changes));
          }
        });
    assertThat(killed).as("processes that were killed").hasValueGreaterThanOrEqualTo(wanted);
    LEDGER.add(
        id(2, verb),
        "SIGKILL during %s at any instant, and at any instant of what is done about that."
            .formatted(verb.words()),
        "%d kills in every build, %d with `-Pfaults`".formatted(instants(verb), thousands(verb)),
        came(verb));
  }

  /**
   * Kills what runs, and what is done about that, and again; each is looked at, and the last is
   * judged by what can be done with what they left.
   *
   * @return how many were killed
   */
  private static int killInARow(Trial trial, Verb verb, long number, long changes) {
    trial.site().reset();
    List<String> command = trial.command(verb);
    List<String> killed = new ArrayList<>();
    Crash.Ended ended;
    do {
      double part = Sample.part(verb.name(), number * IN_A_ROW + killed.size());
      ended = crash(trial).after(command, 1 + (long) (part * changes / (1 + killed.size())));
      assertThat(ended.exit()).as("after %s: %s", killed, ended).isIn(0, 137);
      if (ended.exit() == 137) {
        killed.add(ended.instant());
      }
      trial.nothingIsHalf(verb, killed);
      command = trial.remedy(verb, finish(number));
    } while (ended.exit() == 137 && killed.size() < IN_A_ROW);
    judge(trial, verb, number, new Crash.Ended(ended.exit(), killed.toString()));
    return killed.size();
  }

  private static boolean finish(long number) {
    return number % 2 == 0;
  }

  private static String came(Verb verb) {
    return verb == Verb.BACKUP
        ? "The next run puts right what the dead one left."
        : "What is live is all old or all new, or, of a directory, gone for the time of one rename;"
            + " `resume` finishes it, `resume --undo-only` takes it back.";
  }

  private static void judge(Trial trial, Verb verb, long number, Crash.Ended ended) {
    if (verb == Verb.BACKUP) {
      trial.judgeBackup(ended.exit() == 0, ended);
    } else {
      trial.judgeKilledRestore(finish(number), ended);
    }
  }

  private static Fault journal(Trial trial, Call call, long number) {
    Fault fault =
        Fault.of(EnumSet.of(call), Fault.Effect.KILLED, trial.site().state()).on(".jsonl");
    return number > 0 ? fault.at(number) : fault.at(Integer.MAX_VALUE);
  }

  private static String id(int number, Verb verb) {
    return (verb == Verb.BACKUP ? "KILL-0" : "KILL-1") + number;
  }

  private static Crash crash(Trial trial) {
    return CRASHES.computeIfAbsent(
        trial,
        one -> {
          try {
            return new Crash(one);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
