package io.backstay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Bound;
import io.backstay.plan.Example;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.StepType;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every kind of step keeps beside what every word keeps: lowering is pure, so that a preview
 * shows what a run does.
 *
 * @param <P> its parameters
 */
public abstract class StepContract<P extends Record> extends TypeContract {
  @Override
  protected abstract StepType<P> type();

  /** What its example names, bound; resources in it should fail when they are asked anything. */
  protected abstract Names names();

  @Test
  void theExampleLowersToTheSameOpsTwice() {
    List<Op> first = type().lower(params(), names());

    assertThat(first).isNotEmpty();
    assertThat(type().lower(params(), names())).isEqualTo(first);
  }

  private P params() {
    return switch (new Example(type(), catalog()).bind()) {
      case Bound.Ready<Record>(Record bound, boolean late) -> type().params().cast(bound);
      case Bound.Refused<Record> refused -> throw new AssertionError(refused.problems());
    };
  }
}
