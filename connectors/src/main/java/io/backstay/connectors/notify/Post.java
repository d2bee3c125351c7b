package io.backstay.connectors.notify;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Sends a document to a web address, and to no other: no redirection is followed, and no address of
 * this host or of a private network is written to unless the plan says so.
 *
 * @param who is written to, for messages; the address may hold a secret and is never shown
 * @param local whether private addresses are allowed
 */
record Post(String who, boolean local) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 2;

  /**
   * Sends it.
   *
   * @throws Failure when no answer says that it was taken
   */
  void send(String address, String json, Map<String, String> headers) {
    URI to = checked(address);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    headers.forEach(request::header);
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      answer(client, request.build());
    }
  }

  private void answer(HttpClient client, HttpRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 == 2) {
          return;
        }
        if (status / 100 != 5 || attempt == ATTEMPTS) {
          throw failed("it answered " + status);
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw failed("there is no answer, " + e.getClass().getSimpleName()).because(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed("the wait was interrupted").because(e);
      }
    }
  }

  private URI checked(String address) {
    try {
      URI uri = new URI(address);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!web || uri.getHost() == null) {
        throw failed("its address is not one of the web");
      }
      reach().allow(uri.getHost());
      return uri;
    } catch (URISyntaxException e) {
      throw failed("its address is none");
    }
  }

  private Failure failed(String why) {
    return reach().failed(why);
  }

  private Reach reach() {
    return new Reach(who, local);
  }
}
