package io.backstay.drill;

import io.backstay.plan.Drill;
import io.backstay.plan.ReportRules;
import io.backstay.plan.Scenario;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.set.Keyring;
import io.backstay.survey.Stock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Turns a drill that has ended into evidence. Found by {@link java.util.ServiceLoader}, because the
 * command line does not know the module that drills are made in.
 */
public interface DrillReporter {
  /**
   * Judges a drill, and writes its evidence down.
   *
   * @throws io.backstay.spi.Failure when it cannot be written
   */
  Judged report(Ended drill);

  /** Judges a drill by how it stands, and writes nothing. */
  Verdict verdict(Ended drill);

  /**
   * Looks whether evidence is what was written, and all of it.
   *
   * @param directory where reports were written to
   * @return a line for each report, oldest first
   * @throws io.backstay.spi.Failure when it cannot be read
   */
  List<Audited> audit(Path directory, Keyring keys);

  /** Whoever reports on drills here. */
  static DrillReporter found() {
    return ServiceLoader.load(DrillReporter.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody here reports on drills"));
  }

  /**
   * A report, looked at.
   *
   * @param id of the drill
   * @param drill its name; empty when nobody can tell
   * @param verdict what it says; empty when nobody can tell
   * @param at when the drill began; null when nobody can tell
   * @param wrong what is wrong with it; null when nothing is
   */
  record Audited(
      String id, String drill, String verdict, @Nullable Instant at, @Nullable String wrong) {}

  /**
   * A drill that has ended.
   *
   * @param drill what was asked for
   * @param program what was run
   * @param run what happened
   * @param killed runs of it before that one, which its own faults have killed, oldest first
   * @param stock the sets there are in the stores that have survived
   * @param lockedUntil until when nobody can delete the set that was taken; null when its store
   *     does not promise that
   * @param words what people are told, bound
   * @param revision of the plan files; null where that is not known
   * @param keys this host signs with
   * @param struck what its faults have done
   */
  record Ended(
      Drill drill,
      Program program,
      RunRecord run,
      List<RunRecord> killed,
      Stock stock,
      @Nullable Instant lockedUntil,
      Words words,
      @Nullable Revision revision,
      Keyring keys,
      List<Struck> struck) {
    /** Copies the lists. */
    public Ended {
      killed = List.copyOf(killed);
      struck = List.copyOf(struck);
    }
  }

  /**
   * What people are told.
   *
   * @param scenario what is said to have happened
   * @param participants who took part
   * @param report where the evidence goes
   */
  record Words(Scenario scenario, List<Scenario.Participant> participants, ReportRules report) {
    /** Copies the list. */
    public Words {
      participants = List.copyOf(participants);
    }
  }

  /**
   * What a repository says of the drill, its runbook and its plan: who has had the last word.
   *
   * @param commit that changed them last, shortened
   * @param by its author
   * @param at when
   * @param changed whether a file has been changed since
   */
  record Revision(String commit, String by, Instant at, boolean changed) {
    /** In one clause for people. */
    public String says() {
      return "%s by %s%s".formatted(commit, by, changed ? ", and changed since" : "");
    }
  }

  /** How a drill ended. */
  enum Verdict {
    /** The set came back, its checks passed, and the objectives were met. */
    PASSED,
    /** Something of that is not so. */
    FAILED,
    /** A condition for starting was not met. */
    NOT_STARTED,
    /** Something of it may be left behind. */
    ATTENTION
  }

  /**
   * A drill, judged.
   *
   * @param verdict how it ended
   * @param summary the first thing to look at, in one line; empty when there is none
   * @param lines the same for a terminal
   * @param document the same for machines
   * @param directory where the evidence is
   * @param measured the objectives that could be measured, by their names
   */
  record Judged(
      Verdict verdict,
      String summary,
      List<String> lines,
      Map<String, Object> document,
      Path directory,
      Map<String, Duration> measured) {
    /** Copies what it is given. */
    public Judged {
      lines = List.copyOf(lines);
      measured = Map.copyOf(measured);
    }
  }
}
