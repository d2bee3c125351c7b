package io.backstay.connectors.stores.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.stores.KeyNames;
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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
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
@Needs("sshd")
class SftpStoreTest {
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

  private static TestTools withKeys(TestTools tools) {
    return tools.secret("key", server.text("client")).secret("no key", "-----BEGIN NOTHING");
  }

  private static Store store(int port, Path path, String key, @Nullable String hostKey) {
    return store(port, path, new Secret(key), null, hostKey, null);
  }

  private static Store store(
      int port,
      Path path,
      Secret key,
      @Nullable Secret passphrase,
      @Nullable String hostKey,
      @Nullable Path knownHosts) {
    return new SftpType()
        .store(
            "away",
            new SftpType.Params(
                "127.0.0.1",
                port,
                ME,
                Prefix.of(path.toString()),
                key,
                passphrase,
                null,
                hostKey,
                knownHosts));
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
      place = Files.createDirectory(near.resolve("store"));
      return store(network.port(), place, "key", server.hostKey());
    }

    /** Nobody but root is kept out by permissions, so the place itself goes. */
    @Override
    protected boolean breakListing(Store store) throws IOException {
      Files.move(place, place.resolveSibling("elsewhere"));
      return true;
    }

    /** When so much was acknowledged that most of it is still to come. */
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
      try (Stream<Path> staged = Files.list(place.resolve(".backstay/staging"))) {
        return staged.map(Path::toString).toList();
      }
    }

    @Override
    protected List<Store> unusable(Path near) throws IOException {
      return List.of(
          store(1, near, "key", server.hostKey()),
          store(server.port(), near.resolve("missing"), "key", server.hostKey()),
          store(server.port(), near, "no key", server.hostKey()),
          store(server.port(), near, "key", server.text("client.pub").strip()));
    }
  }

  @BeforeEach
  void giveTheKey() {
    tools = withKeys(new TestTools(dir));
  }

  private Store.Writer writer(Store store) {
    return store.writer(tools);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "file", ""), content);
  }

  @Test
  void aHostThatIsNotKnownIsRefusedWithTheLineToAdd() throws IOException {
    Path known = dir.resolve("known_hosts");
    Store store =
        store(
            server.port(),
            Files.createDirectory(dir.resolve("s")),
            new Secret("key"),
            null,
            null,
            known);

    Finding refused = store.probe(tools).getFirst();

    assertThat(refused.status()).isEqualTo(Finding.Status.FAIL);
    assertThat(refused.summary()).contains("not known", "SHA256:");
    String help = Objects.requireNonNull(refused.help());
    String line = help.substring(help.indexOf("[127.0.0.1]:"));
    Files.writeString(known, "other.example.org ssh-rsa AAAA\n" + line + "\n");
    assertThat(store.probe(tools).getFirst().status()).isEqualTo(Finding.Status.OK);
    SshServer.tool("ssh-keygen", "-q", "-H", "-f", known.toString());
    assertThat(Files.readString(known)).startsWith("|1|");
    assertThat(store.reader(tools).list("")).isEmpty();
  }

  @Test
  void aHostWithAnotherKeyOrARevokedOneIsRefused() throws IOException {
    Path known = dir.resolve("known_hosts");
    String name = "[127.0.0.1]:" + server.port() + " ";
    Store store = store(server.port(), dir, new Secret("key"), null, null, known);

    Files.writeString(known, name + server.text("client.pub"));
    assertThatThrownBy(() -> store.reader(tools).list("")).hasMessageContaining("another key");
    Files.writeString(
        known, name + server.hostKey() + "\n@revoked " + name + server.hostKey() + "\n");
    assertThatThrownBy(() -> store.reader(tools).list("")).hasMessageContaining("revoked");
  }

  @Test
  void whoIsNotLetInIsTold() throws IOException {
    server.generate("stranger", "ed25519", "");
    tools.secret("stranger", server.text("stranger"));
    Store store = store(server.port(), dir, "stranger", server.hostKey());

    assertThatThrownBy(() -> store.reader(tools).list(""))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.help()).contains("`user`", "`key`"))
        .hasMessageContaining("does not let us in");
  }

  @Test
  void aLockedKeyIsOpenedWithItsPassphrase() throws IOException {
    server.generate("locked", "rsa", "open sesame");
    server.letIn("locked");
    tools.secret("locked", server.text("locked")).secret("word", "open sesame");
    tools.secret("other", "open barley");
    Path place = Files.createDirectory(dir.resolve("s"));
    Secret locked = new Secret("locked");

    Store opened = store(server.port(), place, locked, new Secret("word"), server.hostKey(), null);
    writer(opened).put("a", file("x"));

    assertThat(place.resolve("a")).hasContent("x");
    Store closed = store(server.port(), place, locked, new Secret("other"), server.hostKey(), null);
    assertThatThrownBy(() -> closed.reader(tools).list(""))
        .hasMessageContaining("is no private key")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void whatIsStoredHasThePermissionsOfTheSet() throws IOException {
    Path place = Files.createDirectory(dir.resolve("s"));
    Store.Writer writer =
        writer(store(server.port(), place, "key", server.hostKey())).permissions(0640, 0750);

    writer.put("set/a", file("x"));

    assertThat(permissions(place.resolve("set"))).isEqualTo("rwxr-x---");
    assertThat(permissions(place.resolve("set/a"))).isEqualTo("rw-r-----");
    assertThat(permissions(place.resolve(".backstay/staging"))).isEqualTo("rwx------");
    writer.link("latest", "set");
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
    Path place = Files.createDirectory(dir.resolve("s"));
    Files.writeString(dir.resolve("secret"), "x");
    Files.createSymbolicLink(place.resolve("file"), dir.resolve("secret"));
    Files.createSymbolicLink(place.resolve("way"), dir);
    Store.Writer writer = writer(store(server.port(), place, "key", server.hostKey()));

    assertThat(writer.list("")).isEmpty();
    assertThat(writer.stat("file")).isEmpty();
    assertThatThrownBy(() -> writer.open("file").close()).isInstanceOf(Failure.class);
    Path file = file("y");
    assertThatThrownBy(() -> writer.put("file", file)).isInstanceOf(Failure.class);
    assertThat(dir.resolve("secret")).hasContent("x");
  }

  @Test
  void whatADeadRunHasSentGoesWithItsKey() throws IOException {
    Path staging = Files.createDirectories(dir.resolve("s/.backstay/staging"));
    Files.createFile(staging.resolve(KeyNames.mark("set/a") + "1.part"));
    Files.createFile(staging.resolve(KeyNames.mark("set/b") + "1.part"));

    writer(store(server.port(), dir.resolve("s"), "key", server.hostKey())).delete("set/a");

    try (Stream<Path> left = Files.list(staging)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactly(KeyNames.mark("set/b") + "1.part");
    }
  }

  @Test
  void contradictionsAreRefused() {
    assertRefused("-oProxyCommand=x", "me", "/a", new Secret("k"), null, null);
    assertRefused("host", "-l", "/a", new Secret("k"), null, null);
    assertRefused("host", "me", "/a/../b", new Secret("k"), null, null);
    assertRefused("host", "me", "", new Secret("k"), null, null);
    assertRefused("host", "me", "/a", null, null, null);
    assertRefused("host", "me", "/a", new Secret("k"), "no key", null);
    assertRefused("host", "me", "/a", new Secret("k"), "ssh-rsa AAAA", Path.of("known"));
  }

  private static void assertRefused(
      String host,
      String user,
      String path,
      @Nullable Secret key,
      @Nullable String hostKey,
      @Nullable Path known) {
    assertThatThrownBy(
            () ->
                new SftpType.Params(
                    host, 22, user, Prefix.of(path), key, null, null, hostKey, known))
        .isInstanceOf(Refusal.class);
  }
}
