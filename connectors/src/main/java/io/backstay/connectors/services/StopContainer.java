package io.backstay.connectors.services;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.StepType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step {@code stop-container}. */
@Doc(
    value =
        "Stops a service. What ran is started again: by a later `restart`, at the end of the run, or "
            + "after a failure, a signal or a crash; what did not run stays as it was.",
    changes = "Interrupts a service.",
    undo =
        "Whatever happens the service is started again, if it ran before; only "
            + "`restart: never` leaves it stopped.")
public final class StopContainer implements StepType<StopContainer.Params> {

  /** Whether it is started again. */
  public enum Restart {
    /** By a later {@code restart}, and at the end of the run at the latest. */
    ALWAYS,
    /** Not by this run. */
    NEVER
  }

  /**
   * Parameters, shared with {@code stop-service}.
   *
   * @param service what to stop
   * @param grace how long it may take to end by itself
   * @param restart whether it is started again
   * @param reason why not
   * @param maxStopped how long it may stay stopped
   */
  public record Params(
      @Primary @Doc(value = "The service to stop.", example = "backend") ServiceRef service,
      @Doc(
              value =
                  "How long it may take to end by itself. After that it is killed, and what it "
                      + "leaves behind is as after a crash.",
              example = "30s")
          @Default("10s")
          Duration grace,
      @Doc(value = "`never` leaves it stopped, whatever happens.", example = "always")
          @Default("always")
          Restart restart,
      @Doc("Why it is never started again; `restart: never` has to say so.")
          @Nullable String reason,
      @Doc(
              value =
                  "How long it may stay stopped. When that is over it is started although the run "
                      + "is not done, by a process of its own if need be, and the run fails. In a "
                      + "Restore it is only told, because data may be half in place.",
              example = "10m")
          @Nullable Duration maxStopped) {

    /** Refuses a service that would stay down without anybody having said why. */
    public Params {
      if (restart == Restart.NEVER && (reason == null || reason.isBlank())) {
        throw new Refusal(
            "E211",
            "reason",
            "`restart: never` leaves `%s` down".formatted(service.name()),
            "reason: why that is meant");
      }
      if (maxStopped != null && !maxStopped.isPositive()) {
        throw new Refusal("E211", "max-stopped", "`max-stopped` is a time above zero", null);
      }
      if (restart == Restart.NEVER && maxStopped != null) {
        throw new Refusal(
            "E211", "max-stopped", "what is never started again has no `max-stopped`", null);
      }
      if (grace.isNegative()) {
        throw new Refusal("E211", "grace", "`grace` cannot be negative", null);
      }
    }
  }

  @Override
  public String name() {
    return "stop-container";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return stop(params, names);
  }

  static List<Op> stop(Params params, Names names) {
    boolean again = params.restart() == Restart.ALWAYS;
    return names.service(params.service()).stop(params.grace(), again, params.maxStopped());
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("was-running", "boolean");
  }
}
