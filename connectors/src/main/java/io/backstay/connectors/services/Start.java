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

/** The step {@code start}. */
@Doc(
    value = "Starts a service, whoever stopped it, and waits until it can be used.",
    changes = "Starts a service that does not run.",
    undo =
        "Nothing: a service that was started goes on running, even when a later step " + "fails.")
public final class Start implements StepType<Start.Params> {

  /**
   * Parameters.
   *
   * @param service what to start
   * @param wait_ what to wait for
   * @param within how long
   */
  public record Params(
      @Primary @Doc(value = "The service to start.", example = "database") ServiceRef service,
      @Doc(value = "What to wait for.", example = "healthy") @Default("healthy") Until wait_,
      @Doc(value = "How long to wait before the step has failed.", example = "5m") @Default("2m")
          Duration within) {}

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return names.service(params.service()).start(params.wait_().within(params.within()));
  }
}
