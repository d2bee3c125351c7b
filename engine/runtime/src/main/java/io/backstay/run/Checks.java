package io.backstay.run;

import io.backstay.run.RunEvent.CheckMade;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckUse.Severity;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DeepCheckType;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import io.backstay.spi.Verdict.NotApplicable;
import io.backstay.spi.Verdict.NotPassed;
import io.backstay.spi.Verdict.Passed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes checks, and writes down what they found. */
final class Checks {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Map<String, CheckType<?>> types;
  private final Chronicle chronicle;

  Checks(Map<String, CheckType<?>> types, Chronicle chronicle) {
    this.types = types;
    this.chronicle = chronicle;
  }

  /**
   * Makes a check.
   *
   * @param step the step that makes it; null in preflight
   * @return whether it passed or did not apply
   */
  boolean make(CheckUse use, @Nullable String step, CheckWorld world, Tools tools, Work work) {
    CheckType<?> type = type(use);
    Verdict verdict = vacuous(poll(type, use, world, tools, work.cancel()), type, use, world);
    boolean warns = use.severity() == Severity.WARN;
    chronicle.tell(at -> made(at, use, step, verdict, warns));
    if (!(verdict instanceof NotPassed failed)) {
      return true;
    }
    if (warns) {
      work.warn(use.name() + ": " + failed.summary());
    } else {
      work.fails(trouble(use, failed));
    }
    return false;
  }

  private static Trouble trouble(CheckUse use, NotPassed failed) {
    String next =
        failed.expected().isEmpty()
            ? null
            : "expected " + failed.expected() + ", found " + failed.actual();
    return new Trouble("R110", use.name() + ": " + failed.summary(), next, true);
  }

  private static CheckMade made(
      Instant at, CheckUse use, @Nullable String step, Verdict verdict, boolean warns) {
    return switch (verdict) {
      case Passed(String summary, Facts facts) ->
          new CheckMade(at, step, use.name(), use.type(), "passed", null, null, summary, facts);
      case NotApplicable(String why) ->
          new CheckMade(
              at, step, use.name(), use.type(), "not-applicable", null, null, why, Facts.NONE);
      case NotPassed(String expected, String actual, String summary, Facts facts) ->
          new CheckMade(
              at,
              step,
              use.name(),
              use.type(),
              warns ? "warned" : "not-passed",
              expected,
              actual,
              summary,
              facts);
    };
  }

  private static Verdict poll(
      CheckType<?> type, CheckUse use, CheckWorld world, Tools tools, Cancel cancel) {
    long end =
        System.nanoTime() + Objects.requireNonNullElse(use.within(), Duration.ZERO).toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Verdict verdict = once(type, use, world, tools);
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!(verdict instanceof NotPassed) || !left.isPositive()) {
        return verdict;
      }
      cancel.pause(shorter(pause, left));
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Verdict once(CheckType<?> type, CheckUse use, CheckWorld world, Tools tools) {
    try {
      return switch (type) {
        case ReadCheckType<?> read -> read(read, use.params(), world);
        case DeepCheckType<?> deep -> deep(deep, use.params(), world, tools);
      };
    } catch (Failure failure) {
      // A check that could not be made has not passed.
      return new NotPassed("", "", failure.message(), Facts.NONE);
    }
  }

  private static <P extends Record> Verdict read(
      ReadCheckType<P> type, Record params, CheckWorld world) {
    return type.check(type.params().cast(params), world);
  }

  private static <P extends Record> Verdict deep(
      DeepCheckType<P> type, Record params, CheckWorld world, Tools tools) {
    return type.check(type.params().cast(params), world, tools);
  }

  /** "All" over nothing has proven nothing. */
  private static Verdict vacuous(
      Verdict verdict, CheckType<?> type, CheckUse use, CheckWorld world) {
    boolean all = covers(type, use.params()).stream().anyMatch(Artifacts::all);
    if (!(verdict instanceof NotApplicable) || !all || looksIntoAny(type, world.artifacts())) {
      return verdict;
    }
    String why =
        world.artifacts().isEmpty()
            ? "the set is empty"
            : "the set has nothing that `" + use.type() + "` looks into";
    return new NotPassed("artifacts to look into", "none", why, Facts.NONE);
  }

  private static boolean looksIntoAny(CheckType<?> type, List<CheckWorld.Artifact> artifacts) {
    return artifacts.stream().anyMatch(one -> type.reads(one.name(), one.kind()));
  }

  /** Whether a check is about artifacts of the set. */
  boolean aboutTheSet(CheckUse use) {
    return !covers(type(use), use.params()).isEmpty();
  }

  /** Whether a check looks into an artifact. */
  boolean looksInto(CheckUse use, String artifact, String kind) {
    CheckType<?> type = type(use);
    return type.reads(artifact, kind)
        && covers(type, use.params()).stream().anyMatch(pattern -> pattern.matches(artifact));
  }

  private CheckType<?> type(CheckUse use) {
    return Objects.requireNonNull(types.get(use.type()), use.type());
  }

  private static <P extends Record> List<Artifacts> covers(CheckType<P> type, Record params) {
    return type.covers(type.params().cast(params));
  }
}
