package io.backstay.connectors.stores.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Finding;
import io.backstay.spi.Prefix;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.Needs;
import io.backstay.testing.StoreContract;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("azurite")
@Needs("azurite")
class AzureStoreTest {
  private static final int LARGE = (33 << 20) + 5;
  @TempDir static Path there;
  private static AzuriteServer server;

  @BeforeAll
  static void start() {
    server = new AzuriteServer(there);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static FaultProxy network() {
    try {
      return new FaultProxy(server.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Store store(URI endpoint, String container, @Nullable String prefix, String key) {
    return new AzureType()
        .store(
            "offsite",
            new AzureType.Params(
                container,
                AzuriteServer.ACCOUNT,
                prefix == null ? null : Prefix.of(prefix),
                new Secret(key),
                null,
                endpoint,
                "Cool"));
  }

  @Nested
  class Contract extends StoreContract {
    private final String container = "b-" + UUID.randomUUID();
    private final FaultProxy network = network();

    @AfterEach
    void closeTheNetwork() throws IOException {
      network.close();
    }

    @Override
    protected Store emptyStore(Path near) {
      server.container(container, near);
      tools.secret("key", AzuriteServer.KEY).secret("wrong", "d3Jvbmc=").secret("text", "?");
      return store(AzuriteServer.endpoint(network.port()), container, "some/where", "key");
    }

    /** In the middle of the second block. */
    @Override
    protected boolean breakConnection(Store store) {
      network.diesWhenAsked("Content-Length: 1048579", 100_000, this::goDown);
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
      network.leadsTo(server.address());
      network.clears();
    }

    @Override
    protected List<Store> unusable(Path near) {
      return List.of(
          store(server.endpoint(), "no-such-container", null, "key"),
          store(server.endpoint(), container, null, "wrong"),
          store(server.endpoint(), container, null, "text"),
          store(AzuriteServer.endpoint(1), container, null, "key"));
    }
  }

  @TempDir Path dir;
  private final String container = "t-" + UUID.randomUUID();
  private TestTools tools;
  private Store.Writer writer;

  @BeforeEach
  void makeTheContainer() {
    server.container(container, dir);
    tools = new TestTools(dir).secret("key", AzuriteServer.KEY);
    writer = store(server.endpoint(), container, null, "key").writer(tools);
  }

  private Path file(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(dir.resolve("file" + bytes), content);
  }

  private Container behindItsBack() {
    return new Container((AzureStore) store(server.endpoint(), container, null, "key"), tools);
  }

  private void putAlready(String name, byte[] content) {
    try {
      new Upload(behindItsBack(), name, null, () -> false).replacing(content, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aListingOfManyPagesIsComplete() throws IOException {
    for (int i = 0; i < 12; i++) {
      putAlready("%04d".formatted(i), new byte[1]);
    }
    Listing first = behindItsBack().list("", "", 5);
    Listing second = behindItsBack().list("", first.next(), 5);
    Listing third = behindItsBack().list("", second.next(), 5);

    assertThat(List.of(first.blobs().size(), second.blobs().size(), third.blobs().size()))
        .containsExactly(5, 5, 2);
    assertThat(third.next()).isEmpty();
    assertThat(third.blobs().getLast()).isEqualTo(new Listing.Blob("0011", 1));
  }

  @Test
  void aListingThatBreaksOffIsNone() {
    String whole =
        "<?xml version='1.0'?><EnumerationResults><Blobs><Blob><Name Encoded='true'>a%01b</Name>"
            + "<Properties><Content-Length>3</Content-Length></Properties></Blob></Blobs>"
            + "<NextMarker/></EnumerationResults>";

    assertThat(listing(whole).blobs()).containsExactly(new Listing.Blob("a\u0001b", 3));
    for (String broken :
        List.of(
            "",
            whole.substring(0, 150),
            whole.replace("<NextMarker/>", ""),
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;<NextMarker/></a>")) {
      assertThatThrownBy(() -> Listing.of(broken.getBytes(StandardCharsets.UTF_8)))
          .as(broken)
          .isInstanceOf(IOException.class);
    }
  }

  private static Listing listing(String text) {
    try {
      return Listing.of(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void artifactsHaveTheTierAndRecordsDoNot() throws IOException {
    writer.put("set/a", file(10));
    writer.put("set/large", file(LARGE));
    writer.replace(".backstay/plan.json", new byte[2]);

    assertThat(tier("set/a")).isEqualTo("Cool");
    assertThat(tier("set/large")).isEqualTo("Cool");
    assertThat(tier(".backstay/plan.json")).isEqualTo("Hot");
  }

  private String tier(String blob) throws IOException {
    return behindItsBack().find(blob).orElseThrow().header("x-ms-access-tier").orElse("");
  }

  @Test
  void aSignatureLetsInAndIsNeverSaid() {
    String sas = Sas.of(container, "racwdl");
    tools.secret("sas", "?" + sas + "\n").secret("reading", Sas.of(container, "rl"));
    tools.secret("broken", "sv=2021 hidden");

    Store.Writer writer = withSignature("sas").writer(tools);
    writer.replace("a", new byte[3]);
    assertThat(writer.list("")).containsExactly(new Store.Stored("a", 3));
    assertThat(withSignature("sas").says()).doesNotContain("sig=");

    Finding refused = withSignature("reading").proveWrite(tools);
    assertThat(refused.status()).isEqualTo(Finding.Status.FAIL);
    assertThat(refused.help()).contains("let the signature");
    assertThat(refused.toString()).doesNotContain("sig=");
    assertThat(withSignature("broken").probe(tools).toString())
        .contains("sas-token")
        .doesNotContain("hidden");
  }

  private Store withSignature(String secret) {
    return new AzureType()
        .store(
            "offsite",
            new AzureType.Params(
                container,
                AzuriteServer.ACCOUNT,
                null,
                null,
                new Secret(secret),
                server.endpoint(),
                null));
  }

  @Test
  void blocksGrowWithTheFile() {
    assertThat(Upload.blockLength(20 << 20)).isEqualTo(16 << 20);
    assertThat((5L << 40) / Upload.blockLength(5L << 40)).isLessThan(50_000);
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused("Container", "account", new Secret("a"), null, null);
    assertRefused("container", "an account", new Secret("a"), null, null);
    assertRefused("container", "account", null, null, null);
    assertRefused("container", "account", new Secret("a"), new Secret("b"), null);
    assertRefused("container", "account", new Secret("a"), null, "hot");
  }

  private static void assertRefused(
      String container,
      String account,
      @Nullable Secret key,
      @Nullable Secret sas,
      @Nullable String tier) {
    assertThatThrownBy(() -> new AzureType.Params(container, account, null, key, sas, null, tier))
        .isInstanceOf(Refusal.class);
  }
}
