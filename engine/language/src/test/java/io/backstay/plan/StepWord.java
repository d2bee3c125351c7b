package io.backstay.plan;

import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.StepType;
import java.util.List;
import java.util.Map;

/** A kind of step that does nothing. */
record StepWord<P extends Record>(
    String name,
    Class<P> params,
    Map<String, String> outputs,
    boolean repeatable,
    boolean onScratchOnly)
    implements StepType<P> {
  @Override
  public List<Op> lower(P params, Names names) {
    return List.of();
  }
}
