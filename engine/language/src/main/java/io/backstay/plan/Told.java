package io.backstay.plan;

import io.backstay.spi.Notification.Event;
import io.backstay.spi.Notifier;
import java.util.Set;

/**
 * Somebody who is told how runs end.
 *
 * @param name as the plan calls it
 * @param notifier who
 * @param events of what
 */
public record Told(String name, Notifier notifier, Set<Event> events) {
  /** Copies the set. */
  public Told {
    events = Set.copyOf(events);
  }
}
