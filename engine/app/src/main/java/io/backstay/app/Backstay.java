package io.backstay.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: its verbs, and the flags that all of them take, before or after the verb. */
@Command(
    name = "backstay",
    description = "Backup, restore and disaster-recovery drills as reviewed YAML.",
    synopsisHeading = "",
    customSynopsis = "Usage: backstay <verb> [plan] [options]",
    descriptionHeading = "",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions of every verb:%n",
    sortOptions = false,
    addMethodSubcommands = false,
    usageHelpAutoWidth = false,
    usageHelpWidth = 100)
final class Backstay implements Runnable {
  /** Forms of the result. */
  enum Output {
    /** For people. */
    HUMAN,
    /** One document. */
    JSON,
    /** A document on each line, while things happen. */
    NDJSON,
    /** A comment on a change. */
    MARKDOWN,
    /** Annotations in GitHub Actions. */
    GITHUB,
    /** Results for code scanning. */
    SARIF,
    /** Results for collectors of test reports. */
    JUNIT;

    /** Whether it tells only what was found wrong, so that few verbs have it. */
    boolean reports() {
      return compareTo(NDJSON) > 0;
    }
  }

  @Option(
      names = "--var",
      paramLabel = "name=value",
      description = "Value of an input; may be repeated.",
      scope = ScopeType.INHERIT)
  Map<String, String> vars = new LinkedHashMap<>();

  @Option(
      names = "--var-file",
      paramLabel = "file",
      description = "File of name=value lines.",
      scope = ScopeType.INHERIT)
  List<Path> varFiles = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "name",
      description = "Which of the plan's environments; default: none of them.",
      scope = ScopeType.INHERIT)
  @Nullable String env;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "form",
      description =
          "Form of the result: human, json, ndjson (a run prints each event when it happens); of"
              + " validate and preview also markdown, github, sarif, junit.",
      defaultValue = "HUMAN",
      scope = ScopeType.INHERIT)
  Output output = Output.HUMAN;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      description = "When to use colour; NO_COLOR is respected.",
      defaultValue = "AUTO",
      scope = ScopeType.INHERIT)
  Console.Color color = Console.Color.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.",
      scope = ScopeType.INHERIT)
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Lines of the steps' logs as well.",
      scope = ScopeType.INHERIT)
  boolean verbose;

  @Option(names = "--debug", description = "Stack traces of bugs.", scope = ScopeType.INHERIT)
  boolean debug;

  @Option(
      names = "--dir",
      paramLabel = "directory",
      description = "Where plans are looked up by name; default: plans/ and drills/.",
      scope = ScopeType.INHERIT)
  @Nullable Path dir;

  @Option(
      names = "--state-dir",
      paramLabel = "directory",
      description =
          "Journals, locks and keys; default: $BACKSTAY_STATE_DIR, for root /var/lib/backstay,"
              + " else $XDG_STATE_HOME/backstay.",
      scope = ScopeType.INHERIT)
  @Nullable Path stateDir;

  @Option(
      names = "--stage-dir",
      paramLabel = "directory",
      description =
          "Where sets are staged; default: beside the first directory store, else in the state"
              + " directory.",
      scope = ScopeType.INHERIT)
  @Nullable Path stageDir;

  @Option(
      names = "--log-file",
      paramLabel = "file",
      description =
          "Appends what is said on standard error, each line with its time; with -v the logs of"
              + " the steps, too.",
      scope = ScopeType.INHERIT)
  @Nullable Path logFile;

  @Option(
      names = "--lock-wait",
      paramLabel = "duration",
      description = "How long to wait for another run to end; default: not at all.",
      converter = DurationConverter.class,
      scope = ScopeType.INHERIT)
  Duration lockWait = Duration.ZERO;

  @Option(
      names = "--at",
      paramLabel = "time",
      description = "Pretend it is then, such as 2026-02-13T02:00:00Z; previews only.",
      scope = ScopeType.INHERIT)
  @Nullable Instant at;

  @Option(
      names = "--no-input",
      description = "Never ask; what would have to be asked is refused.",
      scope = ScopeType.INHERIT)
  boolean noInput;

  @Option(
      names = "--strict",
      description = "A run that ended warned exits with 1; warnings of validate are errors.",
      scope = ScopeType.INHERIT)
  boolean strict;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.",
      scope = ScopeType.INHERIT)
  boolean help;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills spec before anything runs
  Backstay() {}

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
