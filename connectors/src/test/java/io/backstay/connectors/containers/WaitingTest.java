package io.backstay.connectors.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Service;
import io.backstay.spi.Service.Wait;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
@Needs("docker")
class WaitingTest {

  private static final Wait HEALTHY = new Wait(true, Duration.ofSeconds(30));

  private final Sandbox sandbox = new Sandbox();
  private final DockerEngine engine = sandbox.engine();
  private final Acting run = new Acting("r1");

  @AfterEach
  void remove() {
    sandbox.close();
  }

  @Test
  void aServiceThatCannotStartDoesNotKeepAnybodyWaiting() {
    ContainerState container = sandbox.create(c -> c, "sh", "-c", "sleep 0.5; exit 3");
    Service service = service(container, null);

    assertThatThrownBy(() -> run.step(service, service.start(new Wait(true, Duration.ofDays(1)))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("exited with 3");
  }

  @Test
  void theHealthOfTheContainerIsWaitedFor() {
    var check =
        new com.github.dockerjava.api.model.HealthCheck()
            .withTest(List.of("CMD", "test", "-e", "/ready"))
            .withInterval(Duration.ofMillis(200).toNanos())
            .withRetries(1);
    ContainerState container =
        sandbox.create(
            c -> c.withHealthcheck(check), "sh", "-c", "sleep 2; touch /ready; sleep 100");
    Service service = service(container, null);

    run.step(service, service.start(HEALTHY));

    assertThat(engine.require(container.name()).health()).isEqualTo("healthy");
  }

  @Test
  void anAddressHasToAnswerWellAndWithoutRedirects() throws IOException {
    ContainerState container = sandbox.idle();
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int[] answers = {503, 302, 204};
    server.createContext(
        "/health",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(answers[Math.min(asked.getAndIncrement(), 2)], -1);
          exchange.close();
        });
    server.createContext("/elsewhere", exchange -> exchange.sendResponseHeaders(200, -1));
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
    Service service = service(container, address);

    run.step(service, service.start(HEALTHY));

    assertThat(asked).hasValue(3);
    server.stop(0);
    assertThatThrownBy(
            () -> run.step(service, service.start(new Wait(true, Duration.ofMillis(600)))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not healthy after 0 s: " + address);
  }

  @Test
  void aPortHasToAcceptConnections() throws IOException {
    ContainerState container = sandbox.idle();
    URI nobody = CuttingProxy.nobody().uri();

    Facts health = service(container, nobody.toString()).observe(new Service.Health(), run);

    assertThat(health.is("healthy")).isFalse();
    assertThat(health.text("detail").orElse("")).contains(nobody.toString());
  }

  private ContainerService service(ContainerState container, @Nullable String health) {
    return new ContainerService(
        "app",
        new Group.Named(container.name()),
        new HealthCheck(health == null ? null : URI.create(health)),
        () -> engine);
  }
}
