package io.backstay.run;

import io.backstay.spi.EnvValue;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Tools;
import io.backstay.spi.WebRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Web addresses that a plan names. The address that is written is the one that is asked: no
 * redirection is followed, and what an answer says is data and nothing else.
 *
 * @param secrets what must not be said
 */
record WebAddresses(Secrets secrets) implements Resource {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KEPT = 64 * 1024;
  private static final int LOOK_EVERY = 50;

  @Override
  public Ref ref() {
    return Ref.WEB;
  }

  @Override
  public String says() {
    return "the web";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  @Override
  public Facts observe(Request request, Look look) {
    return answer((WebRequest) request, look);
  }

  @Override
  public Facts call(Request request, Tools tools) {
    return answer((WebRequest) request, tools);
  }

  private Facts answer(WebRequest asked, Look look) {
    HttpRequest request = request(asked, look);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    try {
      return judged(asked, awaited(asked, exchange(client, request), look));
    } finally {
      client.shutdownNow();
    }
  }

  private static HttpRequest request(WebRequest asked, Look look) {
    String text = asked.body();
    BodyPublisher body = text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(asked.url()).timeout(PATIENCE).method(asked.method(), body);
    asked
        .headers()
        .forEach(
            (name, value) ->
                request.header(
                    name,
                    switch (value) {
                      case EnvValue.Plain(String plain) -> plain;
                      case EnvValue.Hidden hidden -> sendable(name, hidden, look);
                    }));
    return request.build();
  }

  /** What the client says of a value it does not take has the value in it. */
  private static String sendable(String name, EnvValue.Hidden hidden, Look look) {
    String value = look.reveal(hidden.secret());
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw Failure.of(
          "R109",
          "the secret `%s` has a character that no header can have, `%s` cannot be sent"
              .formatted(hidden.secret().name(), name));
    }
    return value;
  }

  /**
   * An answer.
   *
   * @param status its status
   * @param body the beginning of what it says
   */
  private record Answer(int status, String body) {}

  /** Read by a thread of its own, so that whoever waits for it can give up. */
  private static CompletableFuture<Answer> exchange(HttpClient client, HttpRequest request) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(read(client.send(request, BodyHandlers.ofInputStream())));
              } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private static Answer read(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      // More than is kept, because a secret at the cut could not be recognised.
      return new Answer(
          response.statusCode(), new String(body.readNBytes(2 * KEPT), StandardCharsets.UTF_8));
    }
  }

  private static Answer awaited(WebRequest asked, CompletableFuture<Answer> coming, Look look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!look.cancelled() && System.nanoTime() - end < 0) {
      try {
        return coming.get(LOOK_EVERY, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Looked for again, unless nobody waits any more.
      } catch (ExecutionException e) {
        throw failed(asked, "gets no answer: " + why(e.getCause())).because(e).transientOne();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw failed(asked, look.cancelled() ? "was stopped" : "gets no answer in time").transientOne();
  }

  private static String why(@Nullable Throwable cause) {
    if (cause == null) {
      return "nobody knows why";
    }
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return message == null || message.isBlank() ? kind : kind + ", " + message;
  }

  private Facts judged(WebRequest asked, Answer answer) {
    if (!asked.expects(answer.status())) {
      Failure failure = failed(asked, "is answered by " + answer.status());
      boolean elsewhere = answer.status() / 100 == 3;
      throw elsewhere
          ? failure.help("it leads elsewhere, and is not followed there: write that address")
          : answer.status() / 100 == 5 ? failure.transientOne() : failure;
    }
    String body = secrets.hide(answer.body());
    return Facts.of("status", answer.status())
        .and(Facts.of("body", body.substring(0, Math.min(body.length(), KEPT))));
  }

  private static Failure failed(WebRequest asked, String how) {
    return Failure.of("R109", "`" + asked.says() + "` " + how);
  }
}
