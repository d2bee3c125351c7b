package io.backstay.connectors.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a drill makes can reach nothing but what the same drill has made. */
@Tag("docker")
@Needs("docker")
final class DisposablesTest {
  private static final String IMAGE = "ai-across/backend:latest";
  private static final String CONNECT =
      """
      import socket, sys
      socket.create_connection((sys.argv[1], int(sys.argv[2])), 2)
      """;

  private final String drill = "test-" + UUID.randomUUID();
  private final String network = "backstay-" + drill;
  private final DockerEngine engine = DockerEngine.ofThisHost();
  private final Disposables disposables = new Disposables(drill);

  @AfterEach
  void remove() {
    disposables.remove(container("one"), network);
    disposables.remove(container("two"), network);
    disposables.remove("none", network + "-open");
  }

  @Test
  void oneReachesTheOtherByName() {
    start("one", network);
    start("two", network);
    await().until(() -> connects("one", "two", 8000));
  }

  /** Nobody is in its network, and checks ask it all the same. */
  @Test
  void whatListensInsideIsAskedByItsAddress() {
    start("one", network);
    String address = "http://" + DrillAddress.of(drill, "one");
    URI counts = URI.create(address + "/counts?all=1");
    assertThat(DrillAddress.is(counts)).isTrue();
    await().until(() -> DrillAddress.get(counts).status() == 503);
    assertThat(DrillAddress.get(counts).body())
        .isEqualTo("{\"status\": \"unhealthy\", \"error\": \"DATABASE_URL is not set\"}");
    assertThat(DrillAddress.get(URI.create(address + "/nothing")).status()).isEqualTo(404);
    URI another = URI.create("http://" + DrillAddress.of(drill + "1", "one"));
    assertThatThrownBy(() -> DrillAddress.get(another)).isInstanceOf(Failure.class);
  }

  @Test
  void whatDoesNotListenIsSaidNotToAnswer() {
    start("one", network, 8001);
    DrillAddress.Answer answer =
        DrillAddress.get(URI.create("http://" + DrillAddress.of(drill, "one")));
    assertThat(answer.status()).isZero();
    assertThat(answer.trouble()).contains("refused");
  }

  @Test
  void nothingOutsideCanBeReached() throws IOException {
    start("one", network);
    String open = network + "-open";
    ask(docker -> docker.createNetworkCmd().withName(open).withLabels(label()).exec());
    start("two", open);
    try (ServerSocket real = new ServerSocket(0)) {
      for (String address : addresses()) {
        assertThat(connects("one", address, real.getLocalPort())).as(address).isFalse();
      }
      assertThat(addresses())
          .as("a container that is not locked in reaches this host")
          .anyMatch(address -> connects("two", address, real.getLocalPort()));
    }
  }

  @Test
  void whatBearsItsLabelIsFoundAndRemoved() {
    start("one", network);
    MadeForDrills made = new MadeForDrills();
    assertThat(made.all().get(drill))
        .containsExactly("container " + container("one"), "network " + network);
    made.remove(drill);
    assertThat(made.all()).doesNotContainKey(drill);
  }

  @Test
  void itsOwnGatewayDoesNotAnswer() throws IOException {
    start("one", network);
    String own = String.valueOf(engine.require(container("one")).addresses().get(network));
    try (ServerSocket real = new ServerSocket(0)) {
      String gateway = own.replaceFirst("\\d+$", "1");
      assertThat(connects("one", gateway, real.getLocalPort())).isFalse();
    }
  }

  @Test
  void theLastContainerTakesTheNetworkAlong() {
    start("one", network);
    start("two", network);
    disposables.remove(container("one"), network);
    assertThat(networks()).hasSize(1);
    disposables.remove(container("two"), network);
    assertThat(networks()).isEmpty();
  }

  @Test
  void whatAnotherHasMadeIsLeftAlone() {
    start("one", network);
    new Disposables("another").remove(container("one"), network);
    assertThat(disposables.exists(container("one"))).isTrue();
    assertThat(networks()).hasSize(1);
  }

  private void start(String name, String in) {
    start(name, in, 8000);
  }

  private void start(String name, String in, int port) {
    String address = DrillAddress.of(drill, name) + ":" + port;
    disposables.network(network);
    disposables.start(
        new ContainerSpec(
            container(name), IMAGE, in, name, Map.of(), List.of(), null, address, 256 << 20));
  }

  private String container(String name) {
    return network + "-" + name;
  }

  private boolean connects(String from, String address, int port) {
    String id = engine.require(container(from)).id();
    ContainerCommand command =
        ContainerCommand.of("python3", "-c", CONNECT, address, String.valueOf(port));
    try (Program connecting = engine.socket().start(id, command)) {
      return connecting.await().ok();
    }
  }

  private static List<String> addresses() throws IOException {
    List<String> addresses = new ArrayList<>();
    for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
      one.inetAddresses()
          .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .forEach(addresses::add);
    }
    return addresses;
  }

  private List<?> networks() {
    return ask(docker -> docker.listNetworksCmd().withNameFilter(network).exec());
  }

  private Map<String, String> label() {
    return Map.of(Disposables.LABEL, drill);
  }

  private <T> T ask(Function<DockerClient, T> question) {
    return engine.client().ask("asking", question);
  }
}
