package io.backstay.connectors.systemd;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks an address whether what stands behind it can be used. */
final class Answering {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Answering() {}

  /** What is wrong with the answer; empty for a good one. */
  static String complaint(URI address) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? "" : address + " answers " + status;
    } catch (IOException e) {
      return address + " does not answer: " + e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("R615", "interrupted while asking " + address).because(e);
    }
  }
}
