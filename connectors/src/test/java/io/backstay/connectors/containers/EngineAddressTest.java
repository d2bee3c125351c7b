package io.backstay.connectors.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

  private static final Path NONE = Path.of("/nonexistent/docker.sock");

  @TempDir Path runtime;

  @Test
  void theEnvironmentDecides() {
    assertThat(find("unix:///some/where.sock"))
        .isEqualTo(new EngineAddress.Local(Path.of("/some/where.sock")));
    assertThat(find("tcp://10.0.0.7:2375")).isEqualTo(new EngineAddress.Tcp("10.0.0.7", 2375));
    assertThat(find("tcp://[::1]:2375/").uri()).hasToString("tcp://[::1]:2375");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssh://me@host", "npipe:////./pipe/x", "tcp://host", "host:1", "tcp://a b:1"})
  void whatCannotBeUsedIsRefusedWithWhatCan(String host) {
    assertThatThrownBy(() -> find(host))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.help()).contains("unix:///path"))
        .hasMessageContaining(host);
  }

  @Test
  void tlsIsRefusedRatherThanLeftOut() {
    Map<String, String> environment =
        Map.of("DOCKER_HOST", "tcp://10.0.0.7:2376", "DOCKER_TLS_VERIFY", "1");

    assertThatThrownBy(() -> EngineAddress.find(environment)).isInstanceOf(Failure.class);
  }

  @Test
  void withoutTheHostsSocketThatOfThisUserIsTaken() throws IOException {
    Path socket = Files.createFile(runtime.resolve("docker.sock"));
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", runtime.toString());

    assertThat(EngineAddress.find(environment, NONE)).isEqualTo(new EngineAddress.Local(socket));
    assertThat(EngineAddress.find(Map.of(), NONE)).isEqualTo(new EngineAddress.Local(NONE));
    assertThat(EngineAddress.find(environment, runtime))
        .isEqualTo(new EngineAddress.Local(runtime));
  }

  @Test
  void anEngineThatDoesNotAnswerIsAFailureThatMayPass() throws IOException {
    DockerEngine nowhere = new DockerEngine(CuttingProxy.nobody());

    assertThatThrownBy(() -> nowhere.container("any"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.isTransient()).isTrue())
        .hasMessageContaining("no Docker engine answers at tcp://127.0.0.1:");
  }

  private static EngineAddress find(String host) {
    return EngineAddress.find(Map.of("DOCKER_HOST", host));
  }
}
