package io.backstay.app;

import io.backstay.plan.Catalog;
import io.backstay.run.PlanRunner;
import io.backstay.run.RunHistory;
import io.backstay.run.SecretSource;
import io.backstay.set.ShellWord;
import io.backstay.set.Trust;
import io.backstay.spi.Look;
import io.backstay.survey.Survey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a verb works with.
 *
 * @param flags of the command line
 * @param console where it prints
 * @param environment of the process
 * @param state where journals and locks are
 * @param trust whom this host believes about sets
 * @param directory where the user is
 * @param clock the time
 * @param random for pauses and choices
 */
record Session(
    Backstay flags,
    Console console,
    Map<String, String> environment,
    Path state,
    Trust trust,
    Path directory,
    Clock clock,
    RandomGenerator random) {

  /** Made when somebody needs it: asking the system takes as long as a short verb. */
  private static final RandomGenerator CHANCE = () -> Chance.SOURCE.nextLong();

  private static final class Chance {
    static final SecureRandom SOURCE = new SecureRandom();
  }

  static Session of(Backstay flags) {
    Map<String, String> environment = Map.copyOf(System.getenv());
    Path state = StateDirectory.of(Optional.ofNullable(flags.stateDir), environment);
    return new Session(
        flags,
        Console.of(flags.color, environment, Optional.ofNullable(flags.logFile)),
        environment,
        state,
        Trust.in(state),
        Path.of("").toAbsolutePath(),
        flags.at == null ? Clock.systemUTC() : Clock.fixed(flags.at, ZoneOffset.UTC),
        CHANCE);
  }

  /** Where the scratch resources of a drill keep what they need. */
  Path scratch(String drill) {
    return scratchBase().resolve("backstay-drill-" + drill);
  }

  /** Where all drills have their directories. */
  Path scratchBase() {
    return directory.resolve(environment.getOrDefault("BACKSTAY_SCRATCH_DIR", "/var/tmp"));
  }

  /** Past runs on this host. */
  RunHistory history() {
    return new RunHistory(state);
  }

  /** The same, but also believing the sets signed with this key. */
  Session trusting(String key) {
    return new Session(
        flags, console, environment, state, trust.with(key), directory, clock, random);
  }

  /** The world, to look at. */
  Look look(Loader.Loaded loaded) {
    return Survey.look(secrets(loaded), clock);
  }

  /** The secrets of a plan. */
  Secrets secrets(Loader.Loaded loaded) {
    return new Secrets(
        loaded.plan(),
        loaded.variables(),
        new HostWorld(environment, loaded.plan().head().projectRoot()));
  }

  /** Runs programs with these secrets, on this host and its state. */
  PlanRunner runner(SecretSource secrets) {
    return new PlanRunner(
        state,
        clock,
        random,
        secrets,
        new PastPlans(this),
        catalog().checks(),
        new SelfRescue(state));
  }

  /** What to type after a verb to mean a plan as it is meant now. */
  String typed(String plan) {
    String word = ShellWord.of(plan);
    return flags.env == null ? word : word + " --env " + ShellWord.of(flags.env);
  }

  /** The words plans can use here. */
  Catalog catalog() {
    return Catalog.load();
  }

  /** Whether a machine reads the result. */
  boolean json() {
    return flags.output == Backstay.Output.JSON || streams();
  }

  /** Whether a tool that collects findings reads the result. */
  boolean reports() {
    return flags.output.reports();
  }

  /** Prints what was found in the form that was asked for; nothing where there is nothing. */
  void report(Report report) {
    String text = report.in(flags.output);
    if (!text.isEmpty()) {
      say(text);
    }
  }

  /** Whether a machine reads what happens while it happens. */
  boolean streams() {
    return flags.output == Backstay.Output.NDJSON;
  }

  /** Prints the result: one JSON document, or its elements a line each. */
  void print(Object document) {
    if (!streams()) {
      console.out().println(text(document));
    } else if (document instanceof List<?> elements) {
      elements.forEach(element -> console.out().println(Json.line(element)));
    } else {
      console.out().println(Json.line(document));
    }
  }

  /** A JSON document as text. */
  String text(Object document) {
    return Json.text(document);
  }

  /** Prints a result in the form that was asked for. */
  void result(String forPeople, Object document) {
    if (json()) {
      print(document);
    } else {
      say(forPeople.stripTrailing());
    }
  }

  /** Prints a result for people. */
  void say(String text) {
    console.out().println(text);
  }

  /** Prints what is not the result. */
  void note(String text) {
    console.err().println(text);
  }
}
