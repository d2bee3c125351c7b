package io.backstay.connectors.stores.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.stores.sftp.SshServer;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Prefix;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

@Tag("sshd")
@Needs({"sshd", "rsync"})
class RsyncStoreTest {
  private static final String ME = System.getProperty("user.name");

  @TempDir static Path keys;
  static SshServer server;

  @TempDir Path dir;
  private TestTools tools = new TestTools(Path.of(""));

  @BeforeAll
  static void start() throws IOException {
    server = new SshServer(keys);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static FaultProxy before(SshServer server) {
    try {
      return new FaultProxy(server.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Store store(
      int port, Path path, String key, @Nullable String hostKey, @Nullable Path known) {
    return new RsyncType()
        .store(
            "away",
            new RsyncType.Params(
                "127.0.0.1",
                port,
                ME,
                Prefix.of(path.toString()),
                new Secret(key),
                hostKey,
                known));
  }

  private static TestTools withKeys(TestTools tools) {
    return tools.secret("key", server.text("client")).secret("no key", "-----BEGIN NOTHING");
  }

  /** What there is of files on their way. */
  private static List<Path> remains(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(path -> Rules.onItsWay(path.getFileName().toString())).toList();
    }
  }

  @Nested
  class Contract extends StoreContract {
    private final FaultProxy network = before(server);
    private Path place = Path.of("");

    @AfterEach
    void closeTheNetwork() throws IOException {
      network.close();
    }

    @Override
    protected Store emptyStore(Path near) throws IOException {
      withKeys(tools);
      place = Files.createDirectory(near.resolve("a store"));
      return store(network.port(), place, "key", server.hostKey(), null);
    }

    /** Nobody but root is kept out by permissions, so the place itself goes. */
    @Override
    protected boolean breakListing(Store store) throws IOException {
      Files.move(place, place.resolveSibling("elsewhere"));
      return true;
    }

    @Override
    protected boolean breakConnection(Store store) {
      network.dies(8_000, this::goDown);
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
    protected List<String> leftovers(Store store) throws IOException {
      return remains(place).stream().map(Path::toString).toList();
    }

    @Override
    protected List<Store> unusable(Path near) throws IOException {
      return List.of(
          store(1, near, "key", server.hostKey(), null),
          store(server.port(), near.resolve("missing"), "key", server.hostKey(), null),
          store(server.port(), near, "no key", server.hostKey(), null),
          store(server.port(), near, "key", server.text("client.pub").strip(), null));
    }
  }

  @BeforeEach
  void giveTheKey() {
    tools = withKeys(new TestTools(dir));
  }

  private Store.Writer writer(Store store) {
    return store.writer(tools);
  }

  private Store here(String name) throws IOException {
    Path place = Files.createDirectory(dir.resolve(name));
    return store(server.port(), place, "key", server.hostKey(), null);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "file", ""), content);
  }

  @Test
  void onlyAHostInTheFileOfKnownOnesIsSpokenTo() throws IOException {
    Path known = Files.createFile(dir.resolve("known hosts"));
    Path place = Files.createDirectory(dir.resolve("s"));
    Store store = store(server.port(), place, "key", null, known);

    Finding refused = store.probe(tools).getFirst();

    assertThat(refused.status()).isEqualTo(Finding.Status.FAIL);
    assertThat(refused.summary()).contains("is refused");
    String name = "[127.0.0.1]:" + server.port() + " ";
    Files.writeString(known, name + server.hostKey() + "\n");
    assertThat(store.probe(tools).getFirst().status()).isEqualTo(Finding.Status.OK);
    Files.writeString(known, "@revoked " + name + server.hostKey() + "\n");
    assertThat(store.probe(tools).getFirst().status()).isEqualTo(Finding.Status.FAIL);
  }

  @Test
  void whoIsNotLetInIsTold() throws IOException {
    server.generate("stranger", "ed25519", "");
    tools.secret("stranger", server.text("stranger"));
    Store store = store(server.port(), dir, "stranger", server.hostKey(), null);

    assertThatThrownBy(() -> store.reader(tools).list(""))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.help()).contains("`user`", "`key`"))
        .hasMessageContaining("does not let us in");
  }

  @Test
  void nothingOfTheKeyIsLeftHere() throws IOException {
    Path scratch = Files.createDirectory(dir.resolve("it's \"scratch\""));
    TestTools careful = withKeys(new TestTools(scratch));
    Store store = here("s");

    store.writer(careful).put("a", file("x"));

    assertThat(store.reader(careful).list("")).containsExactly(new Store.Stored("a", 1));
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void whatIsStoredHasThePermissionsOfTheSet() throws IOException {
    Store.Writer writer = writer(here("s")).permissions(0640, 0750);
    Path place = dir.resolve("s");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));

    writer.put("set/a", file("x"));
    writer.link("latest", "set");

    assertThat(permissions(place)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(place.resolve("set"))).isEqualTo("rwxr-x---");
    assertThat(permissions(place.resolve("set/a"))).isEqualTo("rw-r-----");
    assertThat(Files.readSymbolicLink(place.resolve("latest"))).hasToString("set");
    assertThat(writer.list("")).hasSize(1);
    writer.delete("set/a");
    assertThat(place.resolve("set")).doesNotExist();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void symbolicLinksAreNobodysObjects() throws IOException {
    Store.Writer writer = writer(here("s"));
    Path place = dir.resolve("s");
    Files.writeString(dir.resolve("secret"), "x");
    Files.createSymbolicLink(place.resolve("file"), dir.resolve("secret"));
    Files.createSymbolicLink(place.resolve("way"), dir);

    assertThat(writer.list("")).isEmpty();
    assertThat(writer.stat("file")).isEmpty();
    assertThatThrownBy(() -> writer.open("file").close()).isInstanceOf(Failure.class);
    Path file = file("y");
    assertThatThrownBy(() -> writer.put("file", file)).isInstanceOf(Failure.class);
    assertThat(dir.resolve("secret")).hasContent("x");
  }

  /** One that is taken for a pattern could take others with it. */
  @Test
  void onlyWhatIsNamedIsDeleted() throws IOException {
    Store.Writer writer = writer(here("s"));
    for (String key : List.of("a*/b?", "aa/bc", "[a]\\/x", "a/x", "\\/x", "*")) {
      writer.put(key, file(key));
    }

    writer.delete("a*/b?");
    writer.delete("[a]\\/x");
    writer.delete("*");

    assertThat(writer.list("").stream().map(Store.Stored::key))
        .containsExactlyInAnyOrder("aa/bc", "a/x", "\\/x");
    writer.delete("\\/x");
    assertThat(writer.list("")).hasSize(2);
  }

  @Test
  void whatADeadRunHasSentIsNotThereAndGoesWithItsKey() throws IOException {
    Store.Writer writer = writer(here("s"));
    writer.put("set/a", file("x"));
    Path place = dir.resolve("s");
    Files.createFile(place.resolve("set/.a.Xy12zQ"));
    Files.createFile(place.resolve("set/.b.Xy12zQ"));

    assertThat(writer.list("")).hasSize(1);
    assertThatThrownBy(() -> writer.replace("set/.a.Xy12zQ", new byte[1]))
        .hasMessageContaining("on their way");
    writer.delete("set/a");

    assertThat(remains(place)).containsExactly(place.resolve("set/.b.Xy12zQ"));
  }
}
