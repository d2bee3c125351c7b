package io.backstay.connectors.checks;

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
import java.util.Map;
import java.util.Optional;

/** The check {@code count}. */
@Doc("There are at least so many sets that could be restored.")
public final class CountCheck implements ReadCheckType<CountCheck.Params> {

  /**
   * Parameters.
   *
   * @param min how many
   */
  public record Params(
      @Primary @Doc(value = "How many sets there have to be.", example = "7") int min) {

    /** Refuses a number that is always reached. */
    public Params {
      if (min < 1) {
        throw new Refusal("E211", "min", "there are never fewer than no sets", "min: 7");
      }
    }
  }

  @Override
  public String name() {
    return "count";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> alarm(Params params, Gauges gauges, Map<Ref, Resource> things) {
    return Optional.of(Gauges.wrong(gauges.count(), "< " + params.min()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    long count =
        world.earlier().stream().filter(Earlier::usable).map(Earlier::id).distinct().count();
    Facts facts = Facts.of("sets", count);
    return count >= params.min()
        ? new Verdict.Passed(count + " sets could be restored", facts)
        : new Verdict.NotPassed(
            "at least " + params.min(),
            String.valueOf(count),
            count + " sets could be restored, at least " + params.min() + " are expected",
            facts);
  }
}
