package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plans.faults.Fault.Effect;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call to the file system that a backup or a restore makes goes wrong, one after another. */
@Tag("cc")
@Needs("cc")
final class DiskFaultsTest {
  /**
   * Calls that may go wrong without harm to a run: locks whose file stays, directories that are
   * there already, logs, what is cleaned away, handles on what has been synced before, a database
   * that is opened for reading when it cannot be for writing, and links in a store, in whose place
   * copies are made.
   */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(close|delete|mkdir|mode) .*|open .*/(gate|catalogue\\.sqlite(\\.incoming)?|\\.locks/[^/]*)"
              + "|(open|write) .*\\.log|sync .*/(\\.scratch|data)(/.*)?|truncate .*|link .*/store/.*");

  private static final Pattern LINKED =
      Pattern.compile(
          "rename .*/store/\\.backstay/staging/.*|read .*/store/\\.backstay/staging/.*\\.part");

  private static final Ledger LEDGER = new Ledger("A disk that fails", Case.values().length);

  private static Trials trials;

  /** What goes wrong. */
  enum Case {
    IO_01(Verb.BACKUP, null, Effect.BROKEN, "each call that changes something says EIO"),
    IO_02(Verb.BACKUP, null, Effect.FULL, "from each such call on all say ENOSPC"),
    IO_03(Verb.BACKUP, Call.WRITE, Effect.HALF, "each write ends half-way with ENOSPC"),
    IO_04(Verb.BACKUP, Call.READ, Effect.BROKEN, "each read of the store says EIO"),
    IO_05(Verb.BACKUP, Call.READ, Effect.BROKEN, "each read of a source says EIO"),
    IO_06(
        Verb.BACKUP,
        Call.WRITE,
        Effect.LOST,
        "each write to the store is lost and says it is done"),
    IO_07(Verb.BACKUP, Call.WRITE, Effect.GARBLED, "each write to the store flips one bit"),
    IO_11(Verb.RESTORE, null, Effect.BROKEN, "each call that changes something says EIO"),
    IO_12(Verb.RESTORE, null, Effect.FULL, "from each such call on all say ENOSPC"),
    IO_13(Verb.RESTORE, Call.WRITE, Effect.HALF, "each write ends half-way with ENOSPC"),
    IO_14(Verb.RESTORE, Call.READ, Effect.BROKEN, "each read of the store says EIO"),
    IO_15(Verb.RESTORE, Call.READ, Effect.BROKEN, "each read of what is replaced says EIO"),
    IO_16(
        Verb.RESTORE,
        Call.WRITE,
        Effect.LOST,
        "each write to the stage is lost and says it is done"),
    IO_17(Verb.RESTORE, Call.WRITE, Effect.GARBLED, "each write to the stage flips one bit");

    final Verb verb;
    private final @Nullable Call call;
    final Effect effect;
    final String injected;

    Case(Verb verb, @Nullable Call call, Effect effect, String injected) {
      this.verb = verb;
      this.call = call;
      this.effect = effect;
      this.injected = injected;
    }

    Set<Call> calls() {
      return call == null ? Call.CHANGES : EnumSet.of(call);
    }

    boolean forEver() {
      return injected.contains("such call on");
    }

    /** How many calls every build tries. */
    int wanted() {
      return forEver() ? 4 : 8;
    }

    Path below(Site site) {
      if (injected.contains("source") || injected.contains("what is replaced")) {
        return site.data();
      }
      return injected.matches(".* (store|stage) .*") ? site.store() : everything(site);
    }

    private static Path everything(Site site) {
      return site.project().resolveSibling("");
    }

    Fault at(Site site, long number) {
      Fault fault = Fault.of(calls(), effect, below(site)).at(number);
      return forEver() ? fault.forEver() : fault;
    }
  }

  @BeforeAll
  static void prepare() throws IOException {
    trials = new Trials();
  }

  @AfterAll
  static void end() throws IOException {
    trials.close();
    LEDGER.compare();
  }

  @ParameterizedTest
  @EnumSource
  void someOfTheCalls(Case tried) {
    tryOut(tried, Sample.of(tried.name(), calls(tried), tried.wanted()));
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource
  void everyCall(Case tried) {
    tryOut(tried, LongStream.rangeClosed(1, calls(tried)));
  }

  private static long calls(Case tried) {
    Trial trial = trials.first();
    return trial.calls(tried.verb, tried.calls(), tried.below(trial.site()));
  }

  private static void tryOut(Case tried, LongStream numbers) {
    AtomicLong hits = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    trials.each(
        numbers,
        (trial, number) -> {
          Trial.Ended ended = trial.run(tried.verb, tried.at(trial.site(), number));
          hits.addAndGet(ended.hits());
          failed.addAndGet(ended.answer().green() ? 0 : 1);
          if (!onItsWayToBeDumped(tried, ended)) {
            noticed(tried, trial, ended);
            trial.judge(tried.verb, ended);
          }
        });
    assertThat(hits).as("calls that went wrong").hasPositiveValue();
    assertThat(failed).as("runs that did not succeed").hasPositiveValue();
    LEDGER.add(
        tried.name().replace('_', '-'),
        "During %s %s.".formatted(tried.verb.words(), tried.injected),
        "%d of these calls in every build, all of them with `-Pfaults`".formatted(tried.wanted()),
        tried.effect.error == 0
            ? "Found out before it counts, or without effect on what is kept."
            : "The run fails or warns, unless nothing depends on the call.");
  }

  /** A call that says it failed fails the run or is warned of, unless nothing depends on it. */
  private static void noticed(Case tried, Trial trial, Trial.Ended ended) {
    boolean silent = ended.answer().green() && !ended.answer().out().contains("WARNED");
    if (silent && ended.hits() > 0 && tried.effect.error != 0 && !harmless(tried, trial, ended)) {
      assertThat(ended.hit())
          .as("what matters may not fail unnoticed: %s", ended)
          .matches(HARMLESS);
    }
  }

  /**
   * Also that what was deleted without need, such as a note of what is done, may be there again,
   * and that a link to what is fetched may not be read or get no name, and a copy is.
   */
  private static boolean harmless(Case tried, Trial trial, Trial.Ended ended) {
    return HARMLESS.matcher(ended.hit()).matches()
        || (tried.verb == Verb.RESTORE && LINKED.matcher(ended.hit()).matches())
        || (ended.hit().startsWith("sync ")
            && trial.before(tried.verb, ended.fault()).equals("delete"));
  }

  /**
   * A copy of the database that a lying disk changes before it is read for the first time cannot be
   * told from a database that holds just that.
   */
  private static boolean onItsWayToBeDumped(Case tried, Trial.Ended ended) {
    return tried.verb == Verb.BACKUP
        && tried.effect.error == 0
        && ended.hit().contains("/.scratch/scratch-");
  }
}
