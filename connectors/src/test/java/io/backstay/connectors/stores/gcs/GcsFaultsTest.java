package io.backstay.connectors.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket behind a network that breaks, and shared with others. */
class GcsFaultsTest {
  private static final int LARGE = (33 << 20) + 5;

  private final GcsDouble server = new GcsDouble(Clock.fixed(TestTools.NOW, ZoneOffset.UTC));
  @TempDir Path dir;
  private FaultProxy network;
  private Store.Writer writer;

  @BeforeEach
  void makeTheBucket() throws IOException {
    server.bucket("bucket");
    network = new FaultProxy(server.address());
    writer =
        GcsStoreTest.store(GcsDouble.endpoint(network.port()), "bucket", null, "key")
            .writer(new TestTools(dir).secret("key", server.key()));
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
    server.close();
  }

  private Path file(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(dir.resolve("file"), content);
  }

  private GcsObjects.Kept kept(String object) {
    return server.objects().bucket("bucket").found(object, null);
  }

  /** Behind everybody's back. */
  private void putAlready(String name, byte[] content) {
    new GcsObjects.Wanted(
            server.objects().bucket("bucket"), name, false, GcsDouble.JSON.createObjectNode())
        .keep(content);
  }

  @Test
  void aListingThatBreaksOffIsNotAShorterOne() throws IOException {
    IntStream.range(0, 1500).forEach(i -> putAlready("%04d".formatted(i), new byte[1]));
    network.diesWhenAsked(
        "pageToken",
        0,
        () -> {
          network.leadsTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
          network.clears();
        });

    assertThatThrownBy(() -> writer.list("")).isInstanceOf(Failure.class);
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNotTakenForSomebodyElses() throws IOException {
    Path file = file(8000);
    network.diesWhenAsked("uploadType=multipart", 8000, network::clears);

    writer.put("a", file);

    assertThat(writer.list("")).containsExactly(new Store.Stored("a", 8000));
  }

  @Test
  void sendingGoesOnWhereItBrokeOff() throws IOException {
    Path file = file(LARGE);
    network.diesWhenAsked("bytes 16777216-", 1 << 20, network::clears);

    writer.put("a", file);

    assertThat(kept("a").content()).isEqualTo(Files.readAllBytes(file));
    assertThat(server.asked)
        .as("it was not begun anew")
        .filteredOn(each -> each.contains("uploadType=resumable") && each.startsWith("POST"))
        .hasSize(1);
  }

  @Test
  void readingGoesOnWhereItBrokeOff() throws IOException {
    byte[] content = Files.readAllBytes(file(3 << 20));
    putAlready("a", content);
    network.diesWhenAsked("alt=media", 1 << 20, network::clears);

    try (InputStream in = writer.open("a")) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void whatWasReplacedWhileItWasReadIsNotMixedWithWhatReplacedIt() throws IOException {
    putAlready("a", new byte[3 << 20]);
    network.diesWhenAsked(
        "alt=media",
        1 << 20,
        () -> {
          byte[] other = new byte[3 << 20];
          Arrays.fill(other, (byte) 1);
          putAlready("a", other);
          network.clears();
        });

    try (InputStream in = writer.open("a")) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path small = file(1 << 20);
    Path large = Files.write(dir.resolve("large"), new byte[LARGE]);
    network.diesWhenAsked("uploadType=multipart", 100_000, () -> appears("small"));
    assertTaken("small", small);
    network.diesWhenAsked("bytes 16777216-", 0, () -> appears("large"));
    assertTaken("large", large);
  }

  @Test
  void whatChangesOnTheWayIsNotKept() throws IOException {
    Path small = file(10);
    Path large = Files.write(dir.resolve("large"), new byte[LARGE]);
    server.objects().changing = true;
    for (Path file : List.of(small, large)) {
      assertThatThrownBy(() -> writer.put("a", file))
          .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.isTransient()).isTrue());
    }
    assertThatThrownBy(() -> writer.replace("a", new byte[9])).isInstanceOf(Failure.class);

    assertThat(writer.list("")).isEmpty();
  }

  private void appears(String name) {
    putAlready(name, new byte[] {1});
    network.clears();
  }

  private void assertTaken(String key, Path file) {
    assertThatThrownBy(() -> writer.put(key, file))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R721"));
    assertThat(kept(key).content()).containsExactly(1);
  }
}
