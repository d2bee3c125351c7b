package io.backstay.connectors.containers;

import io.backstay.connectors.services.HealthAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service can be used: its containers run, are healthy as far as they declare it, and the
 * address that stands for it answers.
 *
 * @param address {@code http}, {@code https} or {@code tcp}; null when there is none
 * @param inside asks it inside its first container; null to ask from here
 */
record HealthCheck(@Nullable URI address, @Nullable Inside inside) {

  /**
   * What a look has shown.
   *
   * @param healthy whether it can be used
   * @param declared whether anything but running containers says so
   * @param hopeless whether waiting cannot help
   * @param detail for people
   */
  record Seen(boolean healthy, boolean declared, boolean hopeless, String detail) {
    private static Seen bad(String detail) {
      return new Seen(false, true, false, detail);
    }
  }

  /** One whose address, if there is one, is asked from here. */
  HealthCheck(@Nullable URI address) {
    this(address, null);
  }

  /** Looks once. */
  Seen look(List<ContainerState> containers) {
    for (ContainerState container : containers) {
      if (!container.status().equals("running")) {
        return notRunning(container);
      }
      if (!container.health().isEmpty() && !container.health().equals("healthy")) {
        return Seen.bad("`" + container.name() + "` is " + container.health());
      }
    }
    boolean declared = containers.stream().anyMatch(c -> !c.health().isEmpty());
    if (address == null) {
      return new Seen(true, declared, false, declared ? "healthy" : "running");
    }
    if (inside != null) {
      String complaint = inside.complaint(containers.getFirst(), address);
      return complaint.isEmpty()
          ? new Seen(true, true, false, address + " answers inside")
          : Seen.bad(address + " inside: " + complaint);
    }
    HealthAddress.Answer answer = HealthAddress.ask(address);
    return new Seen(answer.good(), true, false, answer.says());
  }

  private static Seen notRunning(ContainerState container) {
    boolean ended = !container.alive();
    String how = ended ? container.status() + " with " + container.exitCode() : container.status();
    boolean hopeless = ended && container.restartPolicy().matches("no|");
    return new Seen(false, true, hopeless, "`" + container.name() + "` is " + how);
  }

  @Override
  public String toString() {
    return address == null ? "health of its containers" : address.toString();
  }
}
