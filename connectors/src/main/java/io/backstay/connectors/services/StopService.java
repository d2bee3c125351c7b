package io.backstay.connectors.services;

import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.StepType;
import java.util.List;
import java.util.Map;

/** The step {@code stop-service}: another word for {@code stop-container}. */
@Doc(
    value =
        "Stops a service, as `stop-container` does. What ran is started again: by a later `restart`, "
            + "at the end of the run, or after a failure, a signal or a crash.",
    changes = "Interrupts a service.",
    undo =
        "Whatever happens the service is started again, if it ran before; only "
            + "`restart: never` leaves it stopped.")
public final class StopService implements StepType<StopContainer.Params> {

  @Override
  public String name() {
    return "stop-service";
  }

  @Override
  public Class<StopContainer.Params> params() {
    return StopContainer.Params.class;
  }

  @Override
  public List<Op> lower(StopContainer.Params params, Names names) {
    return StopContainer.stop(params, names);
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("was-running", "boolean");
  }
}
