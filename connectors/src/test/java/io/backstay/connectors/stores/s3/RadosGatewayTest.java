package io.backstay.connectors.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Finding;
import io.backstay.spi.Store;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.Needs;
import io.backstay.testing.StoreContract;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * The store on Ceph: what every store does, and what buckets with versions and locks make of it.
 */
@Tag("docker")
@Needs("docker")
class RadosGatewayTest {
  static RadosGateway ceph;

  @TempDir Path dir;
  private final String bucket = "b-" + UUID.randomUUID();
  private TestTools tools = new TestTools(Path.of(""));

  @BeforeAll
  static void start() {
    ceph = new RadosGateway();
  }

  @AfterAll
  static void stop() {
    ceph.close();
  }

  @BeforeEach
  void credentials() {
    tools = new TestTools(dir).secret("access", S3Server.ACCESS).secret("secret", S3Server.SECRET);
  }

  @Nested
  class Contract extends StoreContract {
    private final String plain = "p-" + UUID.randomUUID();
    private final FaultProxy network = new FaultProxy(ceph.address());

    Contract() throws IOException {}

    @AfterEach
    void closeTheNetwork() throws IOException {
      network.close();
    }

    @Override
    protected Store emptyStore(Path near) {
      ceph.bucket(plain);
      tools.secret("access", S3Server.ACCESS).secret("secret", S3Server.SECRET);
      tools.secret("stranger", "stranger").secret("wrong", "wrong");
      return S3StoreTest.store(S3Server.endpoint(network.port()), plain, "some/where");
    }

    @Override
    protected boolean breakConnection(Store store) {
      network.diesWhenAsked("partNumber=2", 100_000, this::goDown);
      return true;
    }

    private void goDown() {
      network.leadsTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
      network.clears();
    }

    @Override
    protected boolean breakAnswer(Store store, long bytes) {
      network.becomes(FaultProxy.Weather.CUT, bytes);
      return true;
    }

    @Override
    protected void mendConnection(Store store) {
      network.leadsTo(ceph.address());
      network.clears();
    }

    @Override
    protected List<String> leftovers(Store store) {
      return ceph.client.listMultipartUploads(r -> r.bucket(plain)).uploads().stream()
          .map(MultipartUpload::key)
          .toList();
    }

    @Override
    protected List<Store> unusable(Path near) {
      return List.of(
          S3StoreTest.store(ceph.endpoint(), "no-such-bucket", null),
          S3StoreTest.store(ceph.endpoint(), plain, null, "stranger", "secret"),
          S3StoreTest.store(ceph.endpoint(), plain, null, "access", "wrong"));
    }
  }

  private Store store() {
    return S3StoreTest.store(ceph.endpoint(), bucket, null);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(dir.resolve("file"), content);
  }

  private List<String> kept() {
    return ceph.versions(bucket).stream().map(ObjectVersion::key).toList();
  }

  @Test
  void whatIsDeletedOrReplacedWhereVersionsAreKeptIsHiddenAndStays() throws IOException {
    ceph.versioned(bucket);
    Store.Writer writer = store().writer(tools);
    writer.put("set/a", file("first"));
    writer.replace("note", "1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    writer.replace("note", "2".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    writer.delete("set/a");
    writer.delete("set/a");

    assertThat(writer.list("")).containsExactly(new Store.Stored("note", 1));
    assertThat(writer.stat("set/a")).isEmpty();
    assertThat(kept()).containsExactlyInAnyOrder("set/a", "note", "note");
    assertThat(tools.lines()).singleElement().asString().contains("keeps versions");
    writer.put("set/a", file("again"));
    assertThat(writer.open("set/a")).hasContent("again");
    assertThat(writer.lockedUntil("set/a")).isEmpty();
  }

  @Test
  void aProofLeavesNoVersion() {
    ceph.versioned(bucket);

    assertThat(store().proveWrite(tools).status()).isEqualTo(Finding.Status.OK);

    assertThat(kept()).isEmpty();
  }

  @Test
  void whatIsLockedSaysUntilWhenAndCanOnlyBeHidden() throws IOException {
    ceph.locked(bucket, ObjectLockRetentionMode.COMPLIANCE);
    Instant before = Instant.now();
    Store.Writer writer = store().writer(tools);
    writer.put("set/a", file("first"));
    Files.write(dir.resolve("large"), new byte[17 << 20]);
    writer.put("set/large", dir.resolve("large"));

    for (String key : List.of("set/a", "set/large")) {
      assertThat(writer.lockedUntil(key).orElseThrow())
          .isBetween(
              before.plus(Duration.ofDays(1)).minusSeconds(5),
              Instant.now().plus(Duration.ofDays(1)).plusSeconds(5));
    }
    writer.delete("set/a");
    assertThat(writer.list("")).extracting(Store.Stored::key).containsExactly("set/large");
    assertThat(tools.lines()).singleElement().asString().contains("keeps versions");
    assertThat(kept()).contains("set/a");
    assertThat(writer.lockedUntil("set/a")).as("nobody sees it any more").isEmpty();
  }

  @Test
  void whatSomeMayDeleteIsNotLocked() throws IOException {
    ceph.locked(bucket, ObjectLockRetentionMode.GOVERNANCE);
    Store.Writer writer = store().writer(tools);
    writer.put("a", file("first"));

    assertThat(writer.lockedUntil("a")).isEmpty();
  }

  @Test
  void whereEverythingIsLockedAProofStaysAndSaysSo() {
    ceph.locked(bucket, ObjectLockRetentionMode.COMPLIANCE);

    Finding found = store().proveWrite(tools);

    assertThat(found.status()).isEqualTo(Finding.Status.OK);
    assertThat(found.summary()).contains("an object of one byte was written", "keeps it until");
    assertThat(store().reader(tools).list("")).isEmpty();
    assertThat(kept()).hasSize(1);
  }
}
