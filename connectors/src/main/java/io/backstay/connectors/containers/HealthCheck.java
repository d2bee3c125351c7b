package io.backstay.connectors.containers;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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

  private static final Duration PATIENCE = Duration.ofSeconds(5);

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
    return address.getScheme().equals("tcp") ? connects(address) : answers(address);
  }

  private static Seen notRunning(ContainerState container) {
    boolean ended = !container.alive();
    String how = ended ? container.status() + " with " + container.exitCode() : container.status();
    boolean hopeless = ended && container.restartPolicy().matches("no|");
    return new Seen(false, true, hopeless, "`" + container.name() + "` is " + how);
  }

  private static Seen connects(URI address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), address.getPort()), (int) PATIENCE.toMillis());
      return new Seen(true, true, false, address + " accepts connections");
    } catch (IOException e) {
      return Seen.bad(address + ": " + Trouble.reason(e));
    }
  }

  private static Seen answers(URI address) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return new Seen(status / 100 == 2, true, false, address + " answers " + status);
    } catch (IOException e) {
      return Seen.bad(address + ": " + Trouble.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("R613", "interrupted while asking " + address).because(e);
    }
  }

  @Override
  public String toString() {
    return address == null ? "health of its containers" : address.toString();
  }
}
