package io.backstay.connectors.services;

import io.backstay.spi.Service;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a step waits for after it has started a service. */
public enum Until {
  /** Its health. */
  HEALTHY,
  /** That it keeps running. */
  RUNNING,
  /** Nothing. */
  NOTHING;

  Service.@Nullable Wait within(Duration time) {
    return this == NOTHING ? null : new Service.Wait(this == HEALTHY, time);
  }
}
