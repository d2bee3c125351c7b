package io.backstay.plan;

import static io.backstay.plan.PlanKind.BACKUP;
import static io.backstay.plan.PlanKind.DRILL;
import static io.backstay.plan.PlanKind.LIBRARY;
import static io.backstay.plan.PlanKind.RESTORE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys at the top of a file, and the kinds of files that may have them. */
enum TopKey {
  API_VERSION(
      "apiVersion",
      "The grammar this file is written in: `backstay/v1`.",
      Set.of(PlanKind.values())),
  KIND("What this file is: `Backup`, `Restore`, `Drill` or `Library`.", Set.of(PlanKind.values())),
  NAME(
      "The plan's identity in journals, locks and stores; a set belongs to the plan of its name.",
      Set.of(PlanKind.values())),
  DESCRIPTION("What the plan is about, in one line for people.", Set.of(PlanKind.values())),
  OWNER("Who looks after it, whom to call, and where to read on.", Set.of(BACKUP, RESTORE, DRILL)),
  LABELS(
      "Names with values to find it by, for people and for reports.",
      Set.of(BACKUP, RESTORE, DRILL)),
  REQUIRES(
      "The oldest backstay that can read it, such as `{backstay: '>=0.1'}`.",
      Set.of(BACKUP, RESTORE, DRILL)),
  TIMEZONE(
      "Time zone of the schedule and of stamps, such as `Europe/Berlin`; the host's when left out.",
      Set.of(BACKUP, RESTORE, DRILL)),
  PLAN("The Backup this is about, relative to this file.", Set.of(RESTORE, DRILL)),
  RESTORE_("restore", "The Restore a drill exercises.", Set.of(DRILL)),
  USE(
      "Libraries by the alias that their names get here, each with its file, relative to this one.",
      Set.of(BACKUP, RESTORE, DRILL)),
  VARS(
      "Inputs by name: a default value, or a map that says more. `--var name=value` gives one.",
      Set.of(BACKUP, RESTORE)),
  SECRETS(
      "Secrets by name, each with a list of providers; the first that answers wins.",
      Set.of(BACKUP, RESTORE, LIBRARY)),
  SOURCES(
      "What is backed up and restored, by name. Steps can name nothing else.",
      Set.of(BACKUP, RESTORE)),
  SERVICES("What may be stopped and started, by name.", Set.of(BACKUP, RESTORE)),
  STORES("Where sets are kept, by name.", Set.of(BACKUP, RESTORE)),
  SCENARIO("What has happened, for the people who read the report.", Set.of(DRILL)),
  PARTICIPANTS("Who takes part, for the report.", Set.of(DRILL)),
  SCRATCH(
      "Disposable resources by name: what the drill restores into. They are removed at its end,"
          + " whatever happens.",
      Set.of(DRILL)),
  BIND(
      "What stands in for what: a source, service or store of the plan, and the scratch resource"
          + " that takes its place. A drill writes to nothing else.",
      Set.of(DRILL)),
  WITH("Inputs of the Restore by name, as `--var` gives them.", Set.of(DRILL)),
  ENVIRONMENTS(
      "Where the plan runs, by name, each with what differs there; `--env NAME` chooses one.",
      Set.of(BACKUP)),
  ENV("The environment whose plan is drilled, one of its `environments`.", Set.of(DRILL)),
  OBJECTIVES(
      "What was promised: how much may be lost, how long a restore may take.",
      Set.of(BACKUP, RESTORE, DRILL)),
  SCHEDULE("When a run is due; one or several times.", Set.of(BACKUP, RESTORE, DRILL)),
  LOCK("How runs of this plan exclude one another.", Set.of(BACKUP, RESTORE, DRILL)),
  DEFAULTS(
      "Timeout and retry of every step that has none of its own.", Set.of(BACKUP, RESTORE, DRILL)),
  TYPES(
      "Kinds of backups this plan makes, by name: what each is about, when it is due, how long its"
          + " sets are kept, and what it builds on. `--type NAME` chooses one.",
      Set.of(BACKUP)),
  SET("How sets are laid out in stores, and how they are named.", Set.of(BACKUP)),
  RETENTION(
      "Which sets are kept, and for how long; without it `prune` deletes nothing.", Set.of(BACKUP)),
  CONTINUOUS("What is archived between two backups, as it is written.", Set.of(BACKUP)),
  BACKUP_("backup", "Which set is restored, and from where.", Set.of(RESTORE, DRILL)),
  CONFIRM("What has to be typed before anything is touched.", Set.of(RESTORE)),
  PREFLIGHT("Checks that must hold before the first step.", Set.of(BACKUP, RESTORE)),
  STEPS("The work, one step after another.", Set.of(BACKUP, RESTORE)),
  ON_FAILURE("Steps after a failure, when what was begun is undone.", Set.of(BACKUP, RESTORE)),
  FINALLY("Steps at the end, success or failure.", Set.of(BACKUP, RESTORE)),
  PREPARE(
      "Steps that put data into what is bound to scratch, before the disaster is declared.",
      Set.of(DRILL)),
  DAMAGE(
      "Steps that damage what is bound to scratch, after the backup and before the restore.",
      Set.of(DRILL)),
  INJECT(
      "What goes wrong on purpose during the restore, when, and what should come of it. A fault"
          + " without an effect fails the drill: it has proved nothing.",
      Set.of(DRILL)),
  HYPOTHESIS(
      "Checks of the real things, read only, before and after: the drill must not hurt them. Not"
          + " met before, the drill is not started.",
      Set.of(DRILL)),
  STOP_IF(
      "Checks of the real things that are made again and again while the drill goes on: `every` so"
          + " often, and after so many `failures` in a row it is stopped, undone and reported.",
      Set.of(DRILL)),
  VERIFY(
      "Checks of what was restored, after those of the Restore itself; `scratch.<name>` is what"
          + " was bound to it.",
      Set.of(DRILL)),
  TEARDOWN("What becomes of the scratch resources when the drill has ended.", Set.of(DRILL)),
  REPORT("Where the evidence goes, and in which forms.", Set.of(DRILL)),
  FRAGMENTS(
      "Lists of steps by name, with parameters; `call` puts one where a plan wants it.",
      Set.of(LIBRARY)),
  NOTIFIERS("Who can be told, by name; `notifier` under `notify` names one.", Set.of(LIBRARY)),
  NOTIFY(
      "Who is told how a run ended. It can never change how it did.",
      Set.of(BACKUP, RESTORE, DRILL)),
  METRICS(
      "Numbers for Prometheus about the sets and runs of this plan, or about this drill.",
      Set.of(BACKUP, DRILL)),
  MONITORS(
      "Checks that `backstay status` makes: what has to hold between the runs.", Set.of(BACKUP)),
  NOT_COVERED("What this plan does not protect.", Set.of(BACKUP));

  private final String key;
  private final String doc;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<PlanKind> kinds;

  TopKey(String doc, Set<PlanKind> kinds) {
    this("", doc, kinds);
  }

  TopKey(String key, String doc, Set<PlanKind> kinds) {
    this.key = key.isEmpty() ? name().toLowerCase(Locale.ROOT).replace('_', '-') : key;
    this.doc = doc;
    this.kinds = kinds;
  }

  /** As it is written. */
  String key() {
    return key;
  }

  String doc() {
    return doc;
  }

  /** Whether a file of this kind may have it. */
  boolean allowedIn(PlanKind kind) {
    return kinds.contains(kind);
  }

  static Optional<TopKey> of(String key) {
    return Arrays.stream(values()).filter(top -> top.key.equals(key)).findFirst();
  }

  /** The keys a file of this kind may have. */
  static List<TopKey> of(PlanKind kind) {
    return Arrays.stream(values()).filter(top -> top.allowedIn(kind)).toList();
  }

  /** Whether a file of this kind has to have it. */
  boolean requiredIn(PlanKind kind) {
    return switch (this) {
      case API_VERSION, KIND, NAME -> true;
      case SOURCES, STORES -> kind == BACKUP;
      case STEPS -> kind == BACKUP || kind == RESTORE;
      case PLAN, BACKUP_ -> kind == RESTORE || kind == DRILL;
      case RESTORE_, SCRATCH, BIND -> kind == DRILL;
      default -> false;
    };
  }
}
