package io.backstay.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The command itself: its verbs, and the flags that all of them take, before or after the verb. */
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

  Map<String, String> vars = new LinkedHashMap<>();
  List<Path> varFiles = new ArrayList<>();
  @Nullable String env;
  Output output = Output.HUMAN;
  Console.Color color = Console.Color.AUTO;
  boolean quiet;
  boolean verbose;
  boolean debug;
  @Nullable Path dir;
  @Nullable Path stateDir;
  @Nullable Path stageDir;
  @Nullable Path logFile;
  Duration lockWait = Duration.ZERO;
  @Nullable Instant at;
  boolean noInput;
  boolean strict;

  /** How it is called. */
  final CommandSpec spec;

  Backstay() {
    Syntax syntax = Syntax.of(this, "backstay");
    spec = syntax.spec();
    syntax.does("Backup, restore and disaster-recovery drills as reviewed YAML.");
    spec.usageMessage()
        .synopsisHeading("")
        .customSynopsis("Usage: backstay <verb> [plan] [options]")
        .descriptionHeading("")
        .commandListHeading("%nVerbs:%n")
        .optionListHeading("%nOptions of every verb:%n")
        .sortOptions(false)
        .autoWidth(false)
        .width(100);
    // In the order of the help.
    plans(syntax);
    output(syntax);
    places(syntax);
    course(syntax);
  }

  private void plans(Syntax syntax) {
    syntax.pairs(
        "--var", "name=value", "Value of an input; may be repeated.", values -> vars = values);
    syntax.options(
        "--var-file", "file", Path.class, "File of name=value lines.", values -> varFiles = values);
    syntax.option(
        "--env",
        "name",
        String.class,
        "Which of the plan's environments; default: none of them.",
        value -> env = value);
  }

  private void output(Syntax syntax) {
    syntax.option(
        "-o, --output",
        "form",
        Output.class,
        "Form of the result: human, json, ndjson (a run prints each event when it happens); of"
            + " validate and preview also markdown, github, sarif, junit.",
        value -> output = value);
    syntax.option(
        "--color",
        "auto|always|never",
        Console.Color.class,
        "When to use colour; NO_COLOR is respected.",
        value -> color = value);
    syntax.flag("-q, --quiet", "No progress.", given -> quiet = given);
    syntax.flag("-v, --verbose", "Lines of the steps' logs as well.", given -> verbose = given);
    syntax.flag("--debug", "Stack traces of bugs.", given -> debug = given);
  }

  private void places(Syntax syntax) {
    syntax.option(
        "--dir",
        "directory",
        Path.class,
        "Where plans are looked up by name; default: plans/ and drills/.",
        value -> dir = value);
    syntax.option(
        "--state-dir",
        "directory",
        Path.class,
        "Journals, locks and keys; default: $BACKSTAY_STATE_DIR, for root /var/lib/backstay,"
            + " else $XDG_STATE_HOME/backstay.",
        value -> stateDir = value);
    syntax.option(
        "--stage-dir",
        "directory",
        Path.class,
        "Where sets are staged; default: beside the first directory store, else in the state"
            + " directory.",
        value -> stageDir = value);
    syntax.option(
        "--log-file",
        "file",
        Path.class,
        "Appends what is said on standard error, each line with its time; with -v the logs of"
            + " the steps, too.",
        value -> logFile = value);
  }

  private void course(Syntax syntax) {
    syntax.option(
        "--lock-wait",
        "duration",
        Duration.class,
        "How long to wait for another run to end; default: not at all.",
        value -> lockWait = value);
    syntax.option(
        "--at",
        "time",
        Instant.class,
        "Pretend it is then, such as 2026-02-13T02:00:00Z; previews only.",
        value -> at = value);
    syntax.flag(
        "--no-input",
        "Never ask; what would have to be asked is refused.",
        given -> noInput = given);
    syntax.flag(
        "--strict",
        "A run that ended warned exits with 1; warnings of validate are errors.",
        given -> strict = given);
    syntax.help("-h, --help", "This text.");
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
