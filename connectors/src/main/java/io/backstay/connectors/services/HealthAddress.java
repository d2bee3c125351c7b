package io.backstay.connectors.services;

import io.backstay.spi.Failure;
import io.backstay.spi.Refusal;
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

/** An address that stands for the health of a service. */
public final class HealthAddress {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private HealthAddress() {}

  /**
   * What was heard there.
   *
   * @param good whether the service can be used
   * @param says the same for people
   */
  public record Answer(boolean good, String says) {}

  /**
   * Refuses what cannot be asked.
   *
   * @throws Refusal of the parameter {@code health}
   */
  public static void refuseUnusable(@Nullable URI address) {
    if (address != null && !usable(address)) {
      throw new Refusal(
          "E211",
          "health",
          "`%s` cannot be asked for health".formatted(address),
          "http://host:port/path, https://host/path or tcp://host:port");
    }
  }

  private static boolean usable(URI address) {
    String scheme = String.valueOf(address.getScheme());
    boolean known = List.of("http", "https", "tcp").contains(scheme);
    boolean port = !scheme.equals("tcp") || address.getPort() > 0;
    return known && port && address.getHost() != null && address.getUserInfo() == null;
  }

  /** Asks once: {@code http} and {@code https} have to answer 2xx, {@code tcp} has to connect. */
  public static Answer ask(URI address) {
    try {
      return address.getScheme().equals("tcp") ? connect(address) : get(address);
    } catch (IOException e) {
      String kind = e.getClass().getSimpleName().replaceFirst("(IO)?Exception$", "");
      String why = e.getMessage() == null ? kind : kind + ", " + e.getMessage();
      return new Answer(false, address + ": " + why);
    }
  }

  private static Answer connect(URI address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), address.getPort()), (int) PATIENCE.toMillis());
      return new Answer(true, address + " accepts connections");
    }
  }

  private static Answer get(URI address) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return new Answer(status / 100 == 2, address + " answers " + status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("R613", "interrupted while asking " + address).because(e);
    }
  }
}
