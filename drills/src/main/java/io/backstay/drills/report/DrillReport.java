package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Revision;
import io.backstay.drill.DrillReporter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill has shown. Everything the evidence says is in here, so that no two forms of it can
 * tell different stories.
 *
 * @param id of the drill's run
 * @param verdict how it ended
 * @param subject what was rehearsed, by whom, with what
 * @param set what was restored; null when none was chosen
 * @param clock when what was reached
 * @param phases parts of the drill, in order
 * @param objectives against what was measured
 * @param gap the longest time between two sets that could be restored; null when there is none
 * @param injections what went wrong on purpose, and what came of it
 * @param assertions every check that was made
 * @param reconciliation what was compared, value by value
 * @param exercise how much of the runbook was used
 * @param findings what somebody has to look at
 * @param teardown what is left of it
 * @param before earlier drills
 */
record DrillReport(
    String id,
    Verdict verdict,
    Subject subject,
    @Nullable Taken set,
    Clock clock,
    List<Phase> phases,
    List<Objective> objectives,
    @Nullable Gap gap,
    List<Injection> injections,
    List<Assertion> assertions,
    List<Reconciled> reconciliation,
    Exercise exercise,
    List<Finding> findings,
    Teardown teardown,
    History before) {

  /** A file: what it is called, and where it is. */
  record Source(String name, String file) {}

  /**
   * What was rehearsed.
   *
   * @param drill the drill
   * @param restore the runbook
   * @param digest sha256 over what the drill, the runbook and the plan said
   * @param backup name of the plan
   * @param title of the scenario
   * @param disaster its class; null when the drill does not say
   * @param narrative the story; null without one
   * @param participants who took part, with their roles
   * @param signOff who has to sign
   * @param notCovered what the plan does not protect
   * @param owner who looks after the plan; empty when it does not say
   * @param labels of the plan and the drill, such as the business function they serve
   * @param revision of the plan files; null where that is not known
   * @param operator who ran it, where, and why it ran
   * @param engine versions of what ran it
   * @param isolation how it was kept apart from the real things
   */
  record Subject(
      Source drill,
      Source restore,
      String digest,
      String backup,
      String title,
      @Nullable String disaster,
      @Nullable String narrative,
      List<String> participants,
      List<String> signOff,
      List<String> notCovered,
      List<String> owner,
      Map<String, String> labels,
      @Nullable Revision revision,
      Operator operator,
      Engine engine,
      List<StoodIn> isolation) {}

  /**
   * What took the place of a real thing.
   *
   * @param of the real thing, by its name
   * @param where what took its place
   * @param image digest of the image that was made of; null when it is no container
   */
  record StoodIn(String of, String where, @Nullable String image) {
    String text() {
      return of + " → " + where + (image == null ? "" : ", image " + image);
    }
  }

  /** Who ran a drill. */
  record Operator(String user, String host, String trigger) {}

  /** Versions of what ran a drill. */
  record Engine(String backstay, String java, String system) {}

  /**
   * When what was reached.
   *
   * @param started the drill began
   * @param declared the disaster was declared: from here recovery is timed
   * @param restored the data was back; null when it never was
   * @param usable every check had passed; null when it never had
   * @param ended everything was removed
   */
  record Clock(
      Instant started,
      Instant declared,
      @Nullable Instant restored,
      @Nullable Instant usable,
      Instant ended) {}

  /** A part of a drill and how long it took. */
  record Phase(String name, Instant at, Duration took, List<Step> steps) {}

  /**
   * A step of the runbook.
   *
   * @param id its id
   * @param at when it began
   * @param took how long
   * @param attempts how often it was tried
   * @param outcome {@code succeeded}, {@code failed}, {@code skipped} or {@code interrupted}
   * @param note why, when it did not succeed
   */
  record Step(
      String id, Instant at, Duration took, int attempts, String outcome, @Nullable String note) {}

  /**
   * Something that was promised.
   *
   * @param name {@code rto} or {@code rpo}
   * @param target what was promised; null when nothing was
   * @param measured what was measured; null when it could not be
   * @param met whether that is good enough; true without a promise
   * @param basis what was measured
   * @param lost stores that the disaster has taken away
   */
  record Objective(
      String name,
      @Nullable Duration target,
      @Nullable Duration measured,
      boolean met,
      String basis,
      List<String> lost) {
    /** Where nothing is lost for good. */
    Objective(
        String name,
        @Nullable Duration target,
        @Nullable Duration measured,
        boolean met,
        String basis) {
      this(name, target, measured, met, basis, List.of());
    }

    /** Whether a promise is kept, if there is one. */
    static boolean met(@Nullable Duration target, @Nullable Duration measured) {
      return target == null || (measured != null && measured.compareTo(target) <= 0);
    }
  }

  /**
   * Time of which no moment could be gone back to.
   *
   * @param from a set, or the first that still counts
   * @param to the next one, or the disaster
   */
  record Gap(Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }

    String says() {
      return "Longest time between two sets that could be restored: %s, from %s to %s"
          .formatted(Times.text(length()), Times.text(from), Times.text(to));
    }
  }

  /**
   * Something that went wrong on purpose.
   *
   * @param what it was
   * @param when it happened
   * @param expected what should have come of it
   * @param observed what came of it
   * @param asExpected whether that is the same
   * @param times how often it was met
   * @param first when it was met first; null when it never was
   * @param evidence how that is known
   * @param where position in the drill
   */
  record Injection(
      String what,
      String when,
      String expected,
      String observed,
      boolean asExpected,
      int times,
      @Nullable Instant first,
      String evidence,
      String where) {}

  /**
   * A check that was made.
   *
   * @param phase where
   * @param name what people call it
   * @param result {@code passed}, {@code not-passed}, {@code warned} or {@code not-applicable}
   * @param summary one sentence
   * @param expected what should be; null when nothing was compared
   * @param actual what is; null when nothing was compared
   */
  record Assertion(
      String phase,
      String name,
      String result,
      String summary,
      @Nullable String expected,
      @Nullable String actual) {}

  /**
   * A value that was compared.
   *
   * @param check what compared it
   * @param what of that, such as the name of a table; empty for the only one
   * @param expected what should be
   * @param actual what is
   */
  record Reconciled(String check, String what, String expected, String actual) {}

  /** How much of the runbook was used, and why the rest was not. */
  record Exercise(int steps, int of, List<Skipped> skipped) {}

  /** A step of the runbook that was not exercised. */
  record Skipped(String id, String why) {}

  /**
   * What the drill has made, and what is left of it.
   *
   * @param created how much it has made
   * @param removed how much of that is gone
   * @param left what is not
   * @param keptUntil when that goes, which is kept for a look until then; null when it should be
   *     gone
   */
  record Teardown(int created, int removed, List<String> left, @Nullable Instant keptUntil) {
    /** What is kept, and how it is removed; empty when nothing is. */
    Optional<String> kept() {
      return Optional.ofNullable(keptUntil)
          .map(
              until ->
                  "kept for a look until %s; remove it at once: backstay drill --cleanup"
                      .formatted(until.truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  /** Earlier drills of the same name, newest first. */
  record History(@Nullable Earlier previous, List<Earlier> all) {}

  /**
   * An earlier drill.
   *
   * @param id its id
   * @param digest of its evidence, which makes the reports a chain
   * @param verdict how it ended
   * @param rtoSeconds what it measured; null when it could not
   * @param open what it has found, with the time since that is known
   */
  record Earlier(
      String id,
      String digest,
      String verdict,
      @Nullable Long rtoSeconds,
      Map<String, Instant> open) {}
}
