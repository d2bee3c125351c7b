package io.backstay.connectors.checks;

import io.backstay.expr.Human;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Earlier;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Gauges;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Resource;
import io.backstay.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The check {@code age}. */
@Doc("The newest set that could be restored is not older than this.")
public final class AgeCheck implements ReadCheckType<AgeCheck.Params> {

  /**
   * Parameters.
   *
   * @param max how old it may be
   */
  public record Params(
      @Primary @Doc(value = "How old the newest set may be.", example = "26h") Duration max) {

    /** Refuses an age nothing can have. */
    public Params {
      if (!max.isPositive()) {
        throw new Refusal("E211", "max", "a set is always older than that", "max: 26h");
      }
    }
  }

  @Override
  public String name() {
    return "age";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> alarm(Params params, Gauges gauges, Map<Ref, Resource> things) {
    return Optional.of(
        Gauges.wrong(gauges.lastSuccess(), "< time() - " + params.max().toSeconds()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    String expected = "at most " + Human.duration(params.max());
    Optional<Earlier> newest = world.earlier().stream().filter(Earlier::usable).findFirst();
    if (newest.isEmpty()) {
      return new Verdict.NotPassed(
          expected, "no set", "there is no set that could be restored", Facts.NONE);
    }
    Instant now = world.clock().instant();
    Duration age = Duration.between(newest.get().startedAt(), now);
    Facts facts = new Facts(Map.of("set", newest.get().id(), "seconds", age.toSeconds()));
    String what = "the newest set `" + newest.get().id() + "` is ";
    if (age.isNegative()) {
      return new Verdict.NotPassed(expected, "in the future", what + "from the future", facts);
    }
    String actual = Human.duration(age);
    return age.compareTo(params.max()) <= 0
        ? new Verdict.Passed(what + actual + " old", facts)
        : new Verdict.NotPassed(
            expected, actual, what + actual + " old, " + expected + " is allowed", facts);
  }
}
