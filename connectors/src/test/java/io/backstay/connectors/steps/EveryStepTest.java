package io.backstay.connectors.steps;

import io.backstay.plan.Catalog;
import io.backstay.spi.Names;
import io.backstay.spi.StepType;
import io.backstay.testing.StepContract;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step there is keeps what all steps keep; a new one is here as soon as it is registered. */
@ParameterizedClass
@MethodSource("steps")
final class EveryStepTest extends StepContract<Record> {
  private static final Catalog CATALOG = Catalog.load();

  private final StepType<Record> type;

  EveryStepTest(StepType<Record> type) {
    this.type = type;
  }

  static Collection<StepType<?>> steps() {
    return CATALOG.steps().values();
  }

  @Override
  protected StepType<Record> type() {
    return type;
  }

  @Override
  protected Catalog catalog() {
    return CATALOG;
  }

  @Override
  protected Names names() {
    return PlannedNames.with(CATALOG);
  }
}
