package io.backstay.connectors.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Prefix;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.StoreContract;
import io.backstay.testing.TestTools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class S3StoreTest {
  static final S3Server SERVER = new S3Server();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static FaultProxy before(S3Server server) {
    try {
      return new FaultProxy(server.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Store store(URI endpoint, String bucket, @Nullable String prefix) {
    return store(endpoint, bucket, prefix, "access", "secret");
  }

  static Store store(
      URI endpoint, String bucket, @Nullable String prefix, String access, String secret) {
    return new S3Type()
        .store(
            "offsite",
            new S3Type.Params(
                bucket,
                prefix == null ? null : Prefix.of(prefix),
                null,
                endpoint,
                null,
                new Secret(access),
                new Secret(secret),
                null,
                null,
                null));
  }

  @Nested
  class Contract extends StoreContract {
    private final String bucket = "b-" + UUID.randomUUID();
    private final FaultProxy network = before(SERVER);

    @AfterEach
    void closeTheNetwork() throws IOException {
      network.close();
    }

    @Override
    protected Store emptyStore(Path near) throws IOException {
      SERVER.bucket(bucket);
      tools.secret("access", S3Server.ACCESS).secret("secret", S3Server.SECRET);
      tools.secret("stranger", "stranger").secret("wrong", "wrong");
      return store(S3Server.endpoint(network.port()), bucket, "some/where");
    }

    /** In the middle of the second part. */
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
      network.leadsTo(SERVER.address());
      network.clears();
    }

    @Override
    protected List<String> leftovers(Store store) {
      return SERVER.objects().listMultipartUploads(bucket).stream()
          .map(MultipartUpload::key)
          .toList();
    }

    @Override
    protected List<Store> unusable(Path near) {
      return List.of(
          store(SERVER.endpoint(), "no-such-bucket", null),
          store(SERVER.endpoint(), bucket, null, "stranger", "secret"),
          store(SERVER.endpoint(), bucket, null, "access", "wrong"),
          store(S3Server.endpoint(1), bucket, null));
    }
  }

  @TempDir Path dir;
  private final String bucket = "t-" + UUID.randomUUID();
  private final TestTools tools = credentials();

  private TestTools credentials() {
    return new TestTools(dir).secret("access", S3Server.ACCESS).secret("secret", S3Server.SECRET);
  }

  @BeforeEach
  void makeTheBucket() {
    SERVER.bucket(bucket);
  }

  private void putBehindItsBack(String name) {
    SERVER
        .objects()
        .putBlob(
            PutObjectRequest.builder().bucket(bucket).key(name).contentLength(1L).build(),
            new ByteArrayInputStream(new byte[1]));
  }

  @Test
  void aListingOfManyPagesIsComplete() {
    IntStream.range(0, 2100).forEach(i -> putBehindItsBack("p/%04d".formatted(i)));
    putBehindItsBack("other/1");
    putBehindItsBack("p/marker/");

    List<Store.Stored> listed = store(SERVER.endpoint(), bucket, "p").reader(tools).list("");

    assertThat(listed).hasSize(2100).doesNotHaveDuplicates();
    assertThat(listed.getLast().key()).isEqualTo("2099");
  }

  @Test
  void aListingThatBreaksOffIsNotAShorterOne() throws IOException {
    IntStream.range(0, 1500).forEach(i -> putBehindItsBack("%04d".formatted(i)));
    try (FaultProxy network = new FaultProxy(SERVER.address())) {
      Store.Reader reader = store(S3Server.endpoint(network.port()), bucket, null).reader(tools);
      network.diesWhenAsked(
          "continuation-token",
          0,
          () -> {
            network.leadsTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
            network.clears();
          });

      assertThatThrownBy(() -> reader.list("")).isInstanceOf(Failure.class);
    }
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNotTakenForSomebodyElses() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "content ".repeat(1000));
    try (FaultProxy network = new FaultProxy(SERVER.address())) {
      Store.Writer writer = store(S3Server.endpoint(network.port()), bucket, null).writer(tools);
      network.diesWhenAsked("PUT /" + bucket, 8000, network::clears);

      writer.put("a", file);

      assertThat(writer.list("")).containsExactly(new Store.Stored("a", 8000));
    }
  }

  @Test
  void readingGoesOnWhereItBrokeOff() throws IOException {
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    Path file = Files.write(dir.resolve("file"), content);
    try (FaultProxy network = new FaultProxy(SERVER.address())) {
      Store.Writer writer = store(S3Server.endpoint(network.port()), bucket, null).writer(tools);
      writer.put("a", file);
      network.diesWhenAsked("GET /" + bucket + "/a", 1 << 20, network::clears);

      try (InputStream in = writer.open("a")) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void whereVersionsAreKeptDeletingSaysWhatStays() throws IOException {
    SERVER.objects().putBucketVersioning(bucket, BucketVersioningStatus.ENABLED);
    Store store = store(SERVER.endpoint(), bucket, null);
    Store.Writer writer = store.writer(tools);
    writer.put("a", Files.writeString(dir.resolve("file"), "x"));

    writer.delete("a");
    writer.delete("a");

    assertThat(writer.list("")).isEmpty();
    assertThat(tools.lines()).singleElement().asString().contains("keeps versions");
    assertThat(store.proveWrite(tools).status()).isEqualTo(Finding.Status.OK);
    assertThat(
            SERVER
                .objects()
                .listVersions(ListObjectVersionsRequest.builder().bucket(bucket).build())
                .versions())
        .as("the proof left nothing")
        .extracting(ObjectVersion::key)
        .containsExactly("a");
  }

  @Test
  void whatADeadRunHasBegunGoesWithItsKey() {
    S3Reader dead = new S3Reader((S3Store) store(SERVER.endpoint(), bucket, "p"), tools);
    dead.client.createMultipartUpload(r -> r.bucket(bucket).key("p/set/a"));
    dead.client.createMultipartUpload(r -> r.bucket(bucket).key("p/set/ab"));

    store(SERVER.endpoint(), bucket, "p").writer(tools).delete("set/a");

    assertThat(SERVER.objects().listMultipartUploads(bucket))
        .extracting(MultipartUpload::key)
        .containsExactly("p/set/ab");
  }

  @Test
  void partsGrowWithTheFile() {
    assertThat(Upload.partLength(20 << 20)).isEqualTo(16 << 20);
    assertThat(Upload.partLength(5L << 40)).isEqualTo(525L << 20);
    assertThat((5L << 40) / Upload.partLength(5L << 40)).isLessThan(10_000);
  }

  @Test
  void whatTheServerKeptIsComparedWhereItCanBe() {
    String md5 = "d41d8cd98f00b204e9800998ecf8427e";
    new Kept("\"" + md5 + "\"", null, null).demand("x", md5, "sha");
    new Kept("\"" + md5 + "-2\"", "sha", null).demand("x", md5 + "-2", "sha");
    new Kept(md5, null, ServerSideEncryption.AWS_KMS).demand("x", "another", null);
    new Kept("opaque", null, null).demand("x", md5, null);
    assertThatThrownBy(() -> new Kept(md5, null, null).demand("x", "another", null))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> new Kept(null, "sha", null).demand("x", md5, "other"))
        .isInstanceOf(Failure.class);
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused("Bucket", null, null, null, null, null);
    assertRefused("bucket", "/a", null, null, null, null);
    assertRefused("bucket", "a/../b", null, null, null, null);
    assertRefused("bucket", null, URI.create("https://me:pw@host/"), null, null, null);
    assertRefused("bucket", null, URI.create("ftp://host/"), null, null, null);
    assertRefused("bucket", null, null, "standard", null, null);
    assertRefused("bucket", null, null, null, "rot13", null);
    assertRefused("bucket", null, null, null, "AES256", "alias/a");
    assertThatThrownBy(
            () ->
                new S3Type.Params(
                    "bucket", null, null, null, null, new Secret("a"), null, null, null, null))
        .isInstanceOf(Refusal.class);
  }

  private static void assertRefused(
      String bucket,
      @Nullable String prefix,
      @Nullable URI endpoint,
      @Nullable String storageClass,
      @Nullable String encryption,
      @Nullable String key) {
    assertThatThrownBy(
            () ->
                new S3Type.Params(
                    bucket,
                    prefix == null ? null : Prefix.of(prefix),
                    null,
                    endpoint,
                    null,
                    null,
                    null,
                    storageClass,
                    encryption,
                    key))
        .isInstanceOf(Refusal.class);
  }
}
