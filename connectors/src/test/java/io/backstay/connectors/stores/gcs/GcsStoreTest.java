package io.backstay.connectors.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Prefix;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.StoreContract;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsStoreTest {
  static final GcsDouble SERVER = new GcsDouble(Clock.fixed(TestTools.NOW, ZoneOffset.UTC));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static FaultProxy network() {
    try {
      return new FaultProxy(SERVER.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Store store(URI endpoint, String bucket, @Nullable String prefix, String key) {
    return new GcsType().store("offsite", params(endpoint, bucket, prefix, key));
  }

  private static GcsType.Params params(
      URI endpoint, String bucket, @Nullable String prefix, String key) {
    return new GcsType.Params(
        bucket,
        prefix == null ? null : Prefix.of(prefix),
        new Secret(key),
        endpoint,
        "NEARLINE",
        null);
  }

  @Nested
  class Contract extends StoreContract {
    private final String bucket = "b-" + UUID.randomUUID();
    private final FaultProxy network = network();

    @AfterEach
    void closeTheNetwork() throws IOException {
      network.close();
    }

    @Override
    protected Store emptyStore(Path near) {
      SERVER.bucket(bucket);
      tools.secret("key", SERVER.key());
      tools.secret("stranger", SERVER.accounts().strangersKey());
      tools.secret("unknown", "{\"type\": \"external_account\"}");
      tools.secret("broken", SERVER.key().replace("PRIVATE KEY-----\\n", "PRIVATE KEY-----\\n?"));
      tools.secret("text", "AKIA");
      return store(GcsDouble.endpoint(network.port()), bucket, "some/where", "key");
    }

    /** In the middle of the second part. */
    @Override
    protected boolean breakConnection(Store store) {
      network.diesWhenAsked("bytes 16777216-", 100_000, this::goDown);
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
      network.leadsTo(SERVER.address());
      network.clears();
    }

    @Override
    protected List<Store> unusable(Path near) {
      return List.of(
          store(SERVER.endpoint(), "no-such-bucket", null, "key"),
          store(SERVER.endpoint(), bucket, null, "stranger"),
          store(SERVER.endpoint(), bucket, null, "unknown"),
          store(SERVER.endpoint(), bucket, null, "broken"),
          store(SERVER.endpoint(), bucket, null, "text"),
          store(GcsDouble.endpoint(1), bucket, null, "key"));
    }
  }

  @TempDir Path dir;
  private final String bucket = "t-" + UUID.randomUUID();
  private TestTools tools;

  @BeforeEach
  void makeTheBucket() {
    SERVER.bucket(bucket);
    SERVER.asked.clear();
    tools = new TestTools(dir).secret("key", SERVER.key());
  }

  private Store store() {
    return store(SERVER.endpoint(), bucket, null, "key");
  }

  private Path file(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(dir.resolve("file"), content);
  }

  private GcsObjects.Kept kept(String object) {
    return SERVER.objects().bucket(bucket).found(object, null);
  }

  /** Behind everybody's back. */
  private void putAlready(String name, byte[] content) {
    new GcsObjects.Wanted(
            SERVER.objects().bucket(bucket), name, false, GcsDouble.JSON.createObjectNode())
        .keep(content);
  }

  @Test
  void aListingOfManyPagesIsComplete() {
    IntStream.range(0, 2100).forEach(i -> putAlready("p/%04d".formatted(i), new byte[1]));
    putAlready("other/1", new byte[1]);
    putAlready("p/marker/", new byte[1]);

    List<Store.Stored> listed = store(SERVER.endpoint(), bucket, "p", "key").reader(tools).list("");

    assertThat(listed).hasSize(2100).doesNotHaveDuplicates();
    assertThat(listed.getLast().key()).isEqualTo("2099");
  }

  @Test
  void whatTheServerSaysOfItIsCompared() {
    Sum sum = new Sum(1, "AAAA", "BBBB");
    ObjectNode same = GcsDouble.JSON.createObjectNode().put("size", "1").put("crc32c", "AAAA");

    assertThat(sum.isOf(same)).isTrue();
    assertThat(sum.isOf(same.deepCopy().put("md5Hash", "CCCC"))).isFalse();
    assertThat(sum.isOf(same.deepCopy().put("crc32c", "CCCC"))).isFalse();
    assertThat(sum.isOf(same.deepCopy().put("size", "2"))).isFalse();
    assertThat(sum.isOf(GcsDouble.JSON.createObjectNode().put("size", "1"))).isFalse();
    assertThatThrownBy(() -> sum.demand(GcsDouble.JSON.createObjectNode()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void artifactsHaveTheStorageClassAndRecordsDoNot() throws IOException {
    Store.Writer writer = store().writer(tools);

    writer.put("set/a", file(10));
    writer.replace(".backstay/plan.json", new byte[2]);

    assertThat(kept("set/a").about().path("storageClass").asText()).isEqualTo("NEARLINE");
    assertThat(kept(".backstay/plan.json").about().has("storageClass")).isFalse();
  }

  @Test
  void whatIsHeldSaysWhy() throws IOException {
    Store.Writer writer = store().writer(tools);
    writer.put("a", file(10));
    kept("a").about().put("temporaryHold", true);

    assertThatThrownBy(() -> writer.delete("a"))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.help()).contains("retention ends or its hold"));
    assertThat(writer.stat("a")).isPresent();
  }

  @Test
  void whoMayNotIsToldWhichRoleIsMissing() {
    SERVER.accounts().forbidden = true;
    try {
      assertThat(store().probe(tools))
          .singleElement()
          .satisfies(found -> assertThat(found.status()).isEqualTo(Finding.Status.FAIL))
          .satisfies(found -> assertThat(found.help()).contains("Storage Object User"));
    } finally {
      SERVER.accounts().forbidden = false;
    }
  }

  @Test
  void oneTokenServesManyRequestsAndIsNeverSaid() throws IOException {
    Store.Writer writer = store().writer(tools);
    writer.put("a", file(10));
    writer.list("");
    writer.delete("a");

    assertThat(SERVER.asked).filteredOn("POST /token"::equals).hasSize(1);
    assertThat(tools.lines()).isEmpty();
    String secret = "{\"private_key\": \"hidden-k3y\", \"type\": \"service_account\"";
    for (String text : List.of(secret, secret + "}", secret + ", \"client_email\": \"a\"}")) {
      tools.secret("bad", text);
      Finding found = store(SERVER.endpoint(), bucket, null, "bad").probe(tools).getFirst();
      assertThat(found.status()).isEqualTo(Finding.Status.FAIL);
      assertThat(found.toString()).contains("credentials").doesNotContain("hidden");
    }
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused("Bucket", null, null, null, null);
    assertRefused("bucket", "/a", null, null, null);
    assertRefused("bucket", "a/../b", null, null, null);
    assertRefused("bucket", null, URI.create("https://me:pw@host/"), null, null);
    assertRefused("bucket", null, URI.create("ftp://host/"), null, null);
    assertRefused("bucket", null, null, "nearline", null);
    assertRefused("bucket", null, null, null, "alias/a");
  }

  private static void assertRefused(
      String bucket,
      @Nullable String prefix,
      @Nullable URI endpoint,
      @Nullable String storageClass,
      @Nullable String key) {
    assertThatThrownBy(
            () ->
                new GcsType.Params(
                    bucket,
                    prefix == null ? null : Prefix.of(prefix),
                    null,
                    endpoint,
                    storageClass,
                    key))
        .isInstanceOf(Refusal.class);
  }
}
