package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import java.time.Duration;

/**
 * How often something is looked at while a drill goes on.
 *
 * @param every the span between two looks
 * @param failures how many in a row stop the drill
 */
@Doc("How often something is looked at while a drill goes on.")
public record Rhythm(
    @Doc(value = "The span between two looks.", example = "15s") @Default("15s") Duration every,
    @Doc(value = "How many failures in a row stop the drill.", example = "4") @Default("1")
        int failures) {
  /** Refuses what would stop nothing, or everything. */
  public Rhythm {
    if (failures < 1) {
      throw new Refusal("E211", "failures", "`failures` is a number from 1 on", "failures: 1");
    }
    if (!every.isPositive()) {
      throw new Refusal("E211", "every", "`every` is a span of time", "every: 15s");
    }
  }
}
