package io.backstay.connectors.stores.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.stores.Slice;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.Needs;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container behind a network that breaks, and shared with others. */
@Tag("azurite")
@Needs("azurite")
class AzureFaultsTest {
  private static final int LARGE = (33 << 20) + 5;

  @TempDir Path dir;
  private AzuriteServer server;
  private TestTools tools;
  private FaultProxy network;
  private Store.Writer writer;

  @BeforeEach
  void start() throws IOException {
    server = new AzuriteServer(dir);
    server.container("container", dir);
    tools = new TestTools(dir).secret("key", AzuriteServer.KEY);
    network = new FaultProxy(server.address());
    writer = store(AzuriteServer.endpoint(network.port())).writer(tools);
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
    server.close();
  }

  private static Store store(URI endpoint) {
    return AzureStoreTest.store(endpoint, "container", null, "key");
  }

  private Path file(int bytes) throws IOException {
    return Files.write(dir.resolve("file" + bytes), others(bytes));
  }

  private Container behindItsBack() {
    return new Container((AzureStore) store(server.endpoint()), tools);
  }

  private void putAlready(String name, byte[] content) {
    try {
      new Upload(behindItsBack(), name, null, () -> false).replacing(content, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNotTakenForSomebodyElses() throws IOException {
    network.diesWhenAsked("x-ms-blob-type", 8000, network::clears);

    writer.put("a", file(8000));

    assertThat(writer.list("")).containsExactly(new Store.Stored("a", 8000));
  }

  @Test
  void aBlockThatBreaksOffIsSentAgain() throws IOException {
    Path file = file(LARGE);
    network.diesWhenAsked("Content-Length: 1048581", 100_000, network::clears);

    writer.put("a", file);

    try (InputStream in = writer.open("a")) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void readingGoesOnWhereItBrokeOff() throws IOException {
    byte[] content = Files.readAllBytes(file(3 << 20));
    putAlready("a", content);
    network.diesWhenAsked("GET /" + AzuriteServer.ACCOUNT, 1 << 20, network::clears);

    try (InputStream in = writer.open("a")) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void whatWasReplacedWhileItWasReadIsNotMixedWithWhatReplacedIt() throws IOException {
    putAlready("a", new byte[3 << 20]);
    network.diesWhenAsked(
        "GET /" + AzuriteServer.ACCOUNT,
        1 << 20,
        () -> {
          putAlready("a", others(3 << 20));
          network.clears();
        });

    try (InputStream in = writer.open("a")) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path small = file(1 << 20);
    Path large = file(LARGE);
    network.diesWhenAsked("x-ms-blob-type", 100_000, () -> appears("small"));
    assertTaken("small", small);
    network.diesWhenAsked("Content-Length: 1048581", 100_000, () -> appears("large"));
    assertTaken("large", large);
  }

  @Test
  void whatChangesOnTheWayIsNotKept() throws IOException {
    Slice small = new Slice(file(10), 0, 10);
    String other = Upload.md5(new Slice(file(11), 0, 11), () -> false);

    assertThatThrownBy(() -> new Upload(behindItsBack(), "a", null, () -> false).file(small, other))
        .isInstanceOf(IOException.class);
    assertThat(writer.list("")).isEmpty();
  }

  private static byte[] others(int bytes) {
    byte[] content = new byte[bytes];
    new Random(1).nextBytes(content);
    return content;
  }

  private void appears(String name) {
    putAlready(name, new byte[] {1});
    network.clears();
  }

  private void assertTaken(String key, Path file) throws IOException {
    assertThatThrownBy(() -> writer.put(key, file))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R721"));
    try (InputStream in = writer.open(key)) {
      assertThat(in.readAllBytes()).containsExactly(1);
    }
  }
}
