package io.backstay.connectors.stores.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.web.RefusedException;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.Needs;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collection behind a network that breaks, shared with others, on a server that says odd things.
 */
@Tag("webdav")
@Needs("webdav")
class WebdavFaultsTest {
  @TempDir Path there;
  @TempDir Path dir;
  private DavServer server;
  private FaultProxy network;
  private Path place;
  private Store.Writer writer;

  @BeforeEach
  void start() throws IOException {
    server = DavServer.apache(there);
    place = server.collection("c");
    network = new FaultProxy(server.address());
    writer =
        WebdavStoreTest.store(DavServer.url(network.port(), "c"), null, "password")
            .writer(new TestTools(dir).secret("password", DavServer.PASSWORD));
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
    server.close();
  }

  private Path file(int bytes) throws IOException {
    return Files.write(dir.resolve("file" + bytes), content(bytes));
  }

  private static byte[] content(int seed) {
    byte[] content = new byte[seed];
    new Random(seed).nextBytes(content);
    return content;
  }

  private void put(String name, byte[] content) {
    try {
      Path fresh = Files.write(dir.resolve("fresh"), content);
      Files.move(fresh, place.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(String key) throws IOException {
    try (InputStream in = writer.open(key)) {
      return in.readAllBytes();
    }
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNotTakenForSomebodyElses() throws IOException {
    network.diesWhenAsked("MOVE /", 0, () -> network.dies(1, network::clears));

    writer.put("a", file(8000));

    assertThat(writer.list("")).containsExactly(new Store.Stored("a", 8000));
  }

  @Test
  void whatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path file = file(1 << 20);
    network.diesWhenAsked("PUT /", 100_000, () -> put("a", new byte[] {1}));

    assertThatThrownBy(() -> writer.put("a", file))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R721"));

    assertThat(read("a")).containsExactly(1);
    assertThat(place.resolve(KeyNames.STAGING)).isEmptyDirectory();
  }

  @Test
  void sendingBeginsAnewWhenItBreaksOff() throws IOException {
    network.diesWhenAsked("PUT /", 100_000, network::clears);

    writer.put("a", file(1 << 20));

    assertThat(read("a")).isEqualTo(content(1 << 20));
    assertThat(place.resolve(KeyNames.STAGING)).isEmptyDirectory();
  }

  @Test
  void readingGoesOnWhereItBrokeOff() throws IOException {
    writer.put("a", file(3 << 20));
    network.diesWhenAsked("GET /", 1 << 20, network::clears);

    assertThat(read("a")).isEqualTo(content(3 << 20));
  }

  @Test
  void whatWasReplacedWhileItWasReadIsNotMixedWithWhatReplacedIt() {
    put("a", new byte[3 << 20]);
    network.diesWhenAsked(
        "GET /",
        1 << 20,
        () -> {
          put("a", content(3 << 20));
          network.clears();
        });

    assertThatThrownBy(() -> read("a")).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsPutIntoACollectionThatIsBeingRemovedStays() throws IOException {
    writer.put("set/a", file(10));
    network.diesWhenAsked(
        "PROPFIND /dav/c/set/ ", 0, () -> network.dies(1, () -> put("set/b", new byte[] {1})));

    writer.delete("set/a");

    assertThat(read("set/b")).containsExactly(1);
    assertThat(writer.list("")).containsExactly(new Store.Stored("set/b", 1));
  }

  @Test
  void whatADeadRunHasSentGoesWithItsKey() throws IOException {
    String mine = KeyNames.STAGING + "/" + KeyNames.mark("set/a") + "1.tmp";
    String others = KeyNames.STAGING + "/" + KeyNames.mark("set/b") + "1.tmp";
    writer.put(mine, file(1));
    writer.put(others, file(1));

    writer.delete("set/a");

    assertThat(writer.stat(mine)).isEmpty();
    assertThat(writer.stat(others)).isPresent();
  }

  @Test
  void aLinkThatSomebodyHasReplacedIsNotOurs() {
    writer.link("latest", "1");
    put("latest", "a novel".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> writer.link("latest", "2"))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R726"));

    assertThat(place.resolve("latest")).hasContent("a novel");
  }

  @Test
  void aListingThatIsNotWholeIsNone() throws IOException {
    String whole =
        """
        <?xml version="1.0"?><multistatus xmlns="DAV:">
        <response><href>/dav/c/</href><propstat><prop><resourcetype><collection/></resourcetype>
        </prop><status>HTTP/1.1 200 OK</status></propstat><propstat><prop><getcontentlength/></prop>
        <status>HTTP/1.1 404 Not Found</status></propstat></response>
        <response><href>http://host:1/dav/c/a%20b+</href><propstat><prop>
        <getcontentlength>3</getcontentlength><resourcetype/></prop><status>HTTP/1.1 200 OK</status>
        </propstat></response>
        <response><href>/dav/c/gone</href><status>HTTP/1.1 404 Not Found</status></response>
        </multistatus>
        """;

    assertThat(members(whole)).containsExactly(new Dav.Member("a b+", false, 3));
    for (String broken :
        List.of(
            "",
            "<html/>",
            whole.substring(0, whole.lastIndexOf("<response>")),
            whole.replace("multistatus", "multi"),
            whole.replace(">3<", "><"),
            whole.replace(">3<", ">three<"),
            whole.replace("c/a%20b+", "c/a%zz"),
            whole.replace("/dav/c/a%20b+", "/other/a"),
            whole.replace("404 Not Found</status></response>", "403 Forbidden</status></response>"),
            "<!DOCTYPE a [<!ENTITY b 'c'>]>" + whole.replace(">3<", ">&b;<"))) {
      assertThatThrownBy(() -> members(broken)).as(broken).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> members(whole.replace("HTTP/1.1 404", "HTTP/1.1 507")))
        .isInstanceOf(RefusedException.class);
    String headless = whole.replaceFirst("(?s)<response>.*?</response>", "");
    assertThat(Dav.members(Place.of("/dav/c/"), said(headless))).isEmpty();
  }

  private static List<Dav.Member> members(String text) throws IOException {
    return Dav.members(Place.of("/dav/c/"), said(text)).orElseThrow();
  }

  private static List<Multistatus.Said> said(String text) throws IOException {
    return Multistatus.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
