package io.backstay.connectors.stores.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.spi.Failure;
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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("webdav")
@Needs("webdav")
class WebdavStoreTest {
  private static final String PREFIX = "some/where";
  @TempDir static Path there;
  @TempDir static Path elsewhere;
  static DavServer apache;
  static DavServer rclone;

  @BeforeAll
  static void start() throws IOException {
    apache = DavServer.apache(there);
    rclone = DavServer.rclone(elsewhere);
  }

  @AfterAll
  static void stop() {
    apache.close();
    rclone.close();
  }

  static Store store(URI url, @Nullable String prefix, String password) {
    return new WebdavType()
        .store(
            "away",
            new WebdavType.Params(
                url,
                prefix == null ? null : Prefix.of(prefix),
                DavServer.USER,
                new Secret(password)));
  }

  @Nested
  class Contract extends StoreContract {
    private final FaultProxy network = new FaultProxy(apache.address());
    private final String name = "größe, 100 %-" + UUID.randomUUID();
    private Path place = Path.of("");

    Contract() throws IOException {}

    @AfterEach
    void closeTheNetwork() throws IOException {
      network.close();
    }

    private URI url(int port) {
      return DavServer.url(port, Ask.part(name));
    }

    @Override
    protected Store emptyStore(Path near) {
      place = apache.collection(name);
      tools.secret("password", DavServer.PASSWORD).secret("wrong", "open barley");
      return store(url(network.port()), PREFIX, "password");
    }

    @Override
    protected boolean breakListing(Store store) {
      apache.move(name, "moved-" + UUID.randomUUID());
      return true;
    }

    @Override
    protected boolean breakConnection(Store store) {
      network.diesWhenAsked("Content-Length: 17825795", 100_000, this::goDown);
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
      network.leadsTo(apache.address());
      network.clears();
    }

    @Override
    protected List<String> leftovers(Store store) throws IOException {
      return names(place.resolve(PREFIX).resolve(KeyNames.STAGING));
    }

    @Override
    protected List<Store> unusable(Path near) {
      int port = apache.address().getPort();
      return List.of(
          store(DavServer.url(port, "missing"), null, "password"),
          store(url(port), null, "wrong"),
          store(DavServer.url(port, "..").normalize(), null, "password"),
          store(url(1), null, "password"));
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @TempDir Path dir;
  private final String name = "c-" + UUID.randomUUID();
  private TestTools tools = new TestTools(Path.of(""));

  @BeforeEach
  void giveThePassword() {
    tools = new TestTools(dir).secret("password", DavServer.PASSWORD).secret("wrong", "sesame");
  }

  private static URI url(DavServer server, String name) {
    return DavServer.url(server.address().getPort(), name);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "file", ""), content);
  }

  private String read(Store store, String key) throws IOException {
    try (InputStream in = store.reader(tools).open(key)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anotherServerDoesTheSame() throws IOException {
    Path place = rclone.collection(name);
    Store store = store(url(rclone, name), PREFIX, "password");
    Store.Writer writer = store.writer(tools);
    assertThat(store.proveWrite(tools).status()).isEqualTo(Finding.Status.OK);

    writer.put("2026/größe 100%.bin", file("a set"));
    writer.replace(".backstay/a.json", new byte[3]);
    writer.replace(".backstay/a.json", new byte[2]);
    writer.link("latest", "2025");
    writer.link("latest", "2026");
    Path second = file("another");
    assertThatThrownBy(() -> writer.put("2026/größe 100%.bin", second))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R721"));

    assertThat(writer.list(""))
        .containsExactly(
            new Store.Stored(".backstay/a.json", 2),
            new Store.Stored("2026/größe 100%.bin", 5),
            new Store.Stored("latest", 4));
    assertThat(read(store, "2026/größe 100%.bin")).isEqualTo("a set");
    assertThat(read(store, "latest")).isEqualTo("2026");
    writer.delete("2026/größe 100%.bin");
    assertThat(names(place.resolve(PREFIX))).containsExactlyInAnyOrder(".backstay", "latest");
    assertThat(writer.stat("2026/größe 100%.bin")).isEmpty();
  }

  @Test
  void whoIsNotLetInIsToldOnceAndNotWithWhat() {
    apache.collection(name);
    Store store = store(url(apache, name), null, "wrong");

    assertThatThrownBy(() -> store.reader(tools).list(""))
        .hasMessageContaining("status 401")
        .hasMessageNotContaining("sesame")
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.help()).contains("`user` and `password`");
              assertThat(f.isTransient()).isFalse();
            });
    WebdavType.Params nobody = new WebdavType.Params(url(apache, name), null, null, null);
    assertThat(new WebdavType().store("away", nobody).probe(tools).getFirst().summary())
        .contains("status 401");
  }

  @Test
  void aCollectionThatMayNotBeReadMakesTheListingIncomplete() throws IOException {
    Path place = apache.collection(name);
    Store.Writer writer = store(url(apache, name), null, "password").writer(tools);
    writer.put("a", file("a"));
    Files.createDirectory(
        place.resolve("closed"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));

    assertThatThrownBy(() -> writer.list("")).hasMessageContaining("status 403");

    assertThat(writer.list("a")).hasSize(1);
  }

  @Test
  void whatIsDeletedOrReplacedIsNeverACollection() throws IOException {
    Path place = apache.collection(name);
    Store.Writer writer = store(url(apache, name), null, "password").writer(tools);
    writer.put("set/a", file("a"));

    assertThatThrownBy(() -> writer.delete("set")).hasMessageContaining("is a collection");
    assertThatThrownBy(() -> writer.replace("set", new byte[1]))
        .hasMessageContaining("is a collection");
    assertThatThrownBy(() -> writer.link("set", "a")).isInstanceOf(Failure.class);

    assertThat(place.resolve("set/a")).hasContent("a");
    assertThat(writer.stat("set")).isEmpty();
    assertThatThrownBy(() -> writer.open("set").close()).hasMessageContaining("has no `set`");
  }

  @Test
  void collectionsGoWithTheLastObjectInThem() throws IOException {
    Path place = apache.collection(name);
    Store.Writer writer = store(url(apache, name), PREFIX, "password").writer(tools);
    writer.put("2026/01/a", file("a"));
    writer.put("2026/02/a", file("a"));

    writer.delete("2026/01/a");
    assertThat(names(place.resolve(PREFIX).resolve("2026"))).containsExactly("02");

    writer.delete("2026/02/a");
    assertThat(names(place.resolve(PREFIX))).containsExactly(".backstay");
    assertThat(names(place.resolve(PREFIX).resolve(KeyNames.STAGING))).isEmpty();
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused("ftp://host/", null, null, null);
    assertRefused("https://me:secret@host/", null, null, null);
    assertRefused("https://host/", "../a", null, null);
    assertRefused("https://host/", null, "me", null);
    assertRefused("https://host/", null, null, new Secret("password"));
    assertRefused("https://host/", null, "me:you", new Secret("password"));
  }

  private static void assertRefused(
      String url, @Nullable String prefix, @Nullable String user, @Nullable Secret password) {
    assertThatThrownBy(
            () ->
                new WebdavType.Params(
                    URI.create(url), prefix == null ? null : Prefix.of(prefix), user, password))
        .isInstanceOf(Refusal.class);
  }
}
