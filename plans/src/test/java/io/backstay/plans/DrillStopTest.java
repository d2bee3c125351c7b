package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill is stopped when the real thing suffers while it goes on. */
final class DrillStopTest {
  @TempDir Path root;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int healthyAgainAfter = Integer.MAX_VALUE;
  private HttpServer real;
  private DrillSite site = new DrillSite(Path.of("."), Path.of("."), Path.of("."));

  @BeforeEach
  void somethingRealIsThere() throws IOException {
    real = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    real.createContext(
        "/",
        exchange -> {
          int times = asked.incrementAndGet();
          exchange.sendResponseHeaders(times == 1 || times > healthyAgainAfter ? 200 : 503, -1);
          exchange.close();
        });
    real.start();
    site = DrillSite.below(root);
    site.make();
    site.cli().run("run", "quickstart").expect(0);
    site.edit(
        "drills/quickstart.drill.yaml",
        "backup:\n",
        """
        stop-if:
          - http: {url: 'http://localhost:%d/health', expect: {status: 200}}
            every: 1s
            failures: 2
        teardown: {keep-on-failure: 1m}
        backup:
        """
            .formatted(real.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    real.stop(0);
  }

  private void lastsForAsLongAs(String seconds) throws IOException {
    site.edit(
        "plans/quickstart.restore.yaml",
        "  - verify:\n",
        "  - exec: [sleep, '%s']\n    drill: run\n  - verify:\n".formatted(seconds));
  }

  @Test
  void afterSoManyFailuresInARowItIsStoppedAndUndone() throws IOException {
    lastsForAsLongAs("600");
    String out = site.cli().run("drill", "quickstart").expect(4).out();
    assertThat(out).contains("stop-if", "FAILED", "2 made, 2 removed");
    assertThat(site.report().at("/findings/0/text").asText()).contains("stop-if", "503");
    assertThat(asked.get()).isEqualTo(3);
    assertThat(site.scratch()).isEmptyDirectory();
  }

  @Test
  void fewerFailuresStopNothing() throws IOException {
    healthyAgainAfter = 2;
    lastsForAsLongAs("3");
    site.cli().run("drill", "quickstart").expect(0);
    assertThat(asked.get()).isGreaterThan(2);
  }

  @Test
  void whatStartsAProgramCannotBeLookedAtAllTheTime() throws IOException {
    site.edit("drills/quickstart.drill.yaml", "  - http: .*\n", "  - exec: {run: ['true']}\n");
    assertThat(site.cli().run("validate", "drills/quickstart.drill.yaml").expect(2).out())
        .contains("E221");
  }
}
