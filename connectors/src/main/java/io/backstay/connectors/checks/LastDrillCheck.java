package io.backstay.connectors.checks;

import io.backstay.expr.Human;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Drilled;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Refusal;
import io.backstay.spi.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The check {@code last-drill}. */
@Doc(
    "The last drill that restored sets of the plan is not older than this, and the last one of every"
        + " drill file has passed: one that failed is not made up for by another drill. It is a"
        + " monitor; anywhere else nobody looks for drills, and it does not hold.")
public final class LastDrillCheck implements ReadCheckType<LastDrillCheck.Params> {

  /**
   * Parameters.
   *
   * @param max how old it may be
   * @param passed whether the last one of each has to have passed
   */
  public record Params(
      @Primary @Doc(value = "How old the last drill may be.", example = "7d") Duration max,
      @Doc(value = "Whether the last one of each drill has to have passed.", example = "true")
          @Default("true")
          boolean passed) {

    /** Refuses an age nothing can have. */
    public Params {
      if (!max.isPositive()) {
        throw new Refusal("E211", "max", "a drill is always older than that", "max: 7d");
      }
    }
  }

  @Override
  public String name() {
    return "last-drill";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    String expected = "a drill at most " + Human.age(params.max()) + " ago";
    Optional<List<Drilled>> drills = world.drills();
    if (drills.isEmpty()) {
      return none(expected, "nobody looks for drills here: put `last-drill` into `monitors`");
    }
    Optional<Drilled> failed =
        drills.get().stream().filter(drill -> params.passed() && !drill.passed()).findFirst();
    if (failed.isPresent()) {
      return failed(failed.get());
    }
    return drills.get().stream()
        .max(Comparator.comparing(Drilled::at))
        .map(newest -> age(params, newest, expected, world))
        .orElseGet(() -> none(expected, "no drill of this plan has ended yet"));
  }

  private static Verdict none(String expected, String what) {
    return new Verdict.NotPassed(expected, "none", what, Facts.NONE);
  }

  private static Verdict failed(Drilled drill) {
    String verdict = drill.verdict().replace('-', ' ');
    boolean claimed = verdict.equals("passed");
    String what =
        "the last one of drill `%s`, %s, %s"
            .formatted(
                drill.drill(),
                drill.id(),
                claimed ? "says that it passed, and its report was changed" : "ended " + verdict);
    return new Verdict.NotPassed("passed", verdict, what, Facts.of("drill", drill.id()));
  }

  private static Verdict age(Params params, Drilled newest, String expected, CheckWorld world) {
    Duration age = Duration.between(newest.at(), world.clock().instant());
    Facts facts = new Facts(Map.of("drill", newest.id(), "seconds", age.toSeconds()));
    String what = "the last drill `" + newest.id() + "` was ";
    if (age.isNegative()) {
      return new Verdict.NotPassed(expected, "in the future", what + "in the future", facts);
    }
    String actual = Human.age(age) + " ago";
    return age.compareTo(params.max()) <= 0
        ? new Verdict.Passed(what + actual, facts)
        : new Verdict.NotPassed(
            expected,
            actual,
            what + actual + ", at most " + Human.age(params.max()) + " is allowed",
            facts);
  }
}
