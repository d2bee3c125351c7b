package io.backstay.connectors.services;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.StepType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The step {@code restart}. */
@Doc(
    value =
        "Starts what this run has stopped, and waits until it can be used. A service that was not "
            + "running before, or was never stopped, stays as it is.",
    changes = "Ends the interruption that `stop-container` began.",
    undo = "Nothing needs to be: it brings back what was.")
public final class Restart implements StepType<Restart.Params> {

  /**
   * Parameters.
   *
   * @param service what to start again
   * @param wait_ what to wait for
   * @param within how long
   */
  public record Params(
      @Primary @Doc(value = "The service to start again.", example = "backend") ServiceRef service,
      @Doc(value = "What to wait for.", example = "healthy") @Default("healthy") Until wait_,
      @Doc(value = "How long to wait before the step has failed.", example = "5m") @Default("2m")
          Duration within) {}

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return names.service(params.service()).restart(params.wait_().within(params.within()));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("downtime", "duration");
  }
}
