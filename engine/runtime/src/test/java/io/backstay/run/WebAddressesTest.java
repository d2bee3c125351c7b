package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import io.backstay.spi.WebRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to a server that writes down what it was asked. */
final class WebAddressesTest {
  private static final String TOKEN = "a-token-nobody-sees";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final WebAddresses web =
      new WebAddresses(new Secrets(secret -> TOKEN, Map.of(), new Mask()));
  private final HttpServer server;

  WebAddressesTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.setExecutor(threads);
    server.createContext("/ok", exchange -> answer(exchange, 200, "done"));
    server.createContext("/echo", exchange -> answer(exchange, 200, "you said " + TOKEN));
    server.createContext("/missing", exchange -> answer(exchange, 404, ""));
    server.createContext("/down", exchange -> answer(exchange, 503, ""));
    server.createContext(
        "/away",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/ok");
          answer(exchange, 302, "");
        });
    server.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          asked.add("slow");
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    never.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    asked.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Look look() {
    return new Look() {
      @Override
      public String reveal(Secret secret) {
        return TOKEN;
      }

      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public boolean cancelled() {
        return cancelled.get();
      }
    };
  }

  private WebRequest request(String method, String path, Integer... expect) {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + path);
    return new WebRequest(
        method,
        url,
        Map.of("Authorization", new EnvValue.Hidden(new Secret("token"))),
        method.equals("POST") ? "{}" : null,
        Set.of(expect));
  }

  @Test
  void theAddressIsAskedAndItsAnswerKept() {
    Facts facts = web.observe(request("POST", "/ok"), look());

    assertThat(facts.values()).containsEntry("status", 200).containsEntry("body", "done");
    assertThat(asked).containsExactly("POST /ok " + TOKEN + " {}");
  }

  @Test
  void anAnswerThatIsNotExpectedFails() {
    assertThatThrownBy(() -> web.observe(request("GET", "/missing"), look()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is answered by 404");
    assertThat(web.observe(request("GET", "/missing", 404), look()).values())
        .containsEntry("status", 404);
    assertThatThrownBy(() -> web.observe(request("GET", "/ok", 404), look()))
        .hasMessageContaining("is answered by 200");
    assertThatThrownBy(() -> web.observe(request("GET", "/down"), look()))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.isTransient()).isTrue());
  }

  @Test
  void nobodyIsFollowedElsewhere() {
    assertThatThrownBy(() -> web.observe(request("GET", "/away"), look()))
        .hasMessageContaining("is answered by 302");
    assertThat(asked).hasSize(1);
  }

  @Test
  void whereNobodyListensItFails() {
    server.stop(0);

    assertThatThrownBy(() -> web.observe(request("GET", "/ok"), look()))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.isTransient()).isTrue())
        .hasMessageContaining("gets no answer");
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUpWhenTheStepIs() {
    CompletableFuture<Facts> waiting =
        CompletableFuture.supplyAsync(() -> web.observe(request("GET", "/slow"), look()), threads);
    await().until(() -> asked.contains("slow"));

    cancelled.set(true);

    await().atMost(5, TimeUnit.SECONDS).until(waiting::isCompletedExceptionally);
  }

  @Test
  void aSecretThatAnAnswerRepeatsIsNotKept() {
    Mask mask = new Mask();
    Secrets secrets = new Secrets(secret -> TOKEN, Map.of(), mask);
    secrets.reveal(new Secret("token"));

    assertThat(
            new WebAddresses(secrets)
                .observe(request("GET", "/echo"), look())
                .text("body")
                .orElseThrow())
        .isEqualTo("you said ***");
  }
}
