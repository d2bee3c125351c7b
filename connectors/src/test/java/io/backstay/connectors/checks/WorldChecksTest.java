package io.backstay.connectors.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.backstay.connectors.stores.DirectoryType;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckWorld.Earlier;
import io.backstay.spi.Expect;
import io.backstay.spi.Refusal;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Verdict.NotApplicable;
import io.backstay.spi.Verdict.NotPassed;
import io.backstay.spi.Verdict.Passed;
import io.backstay.testing.MemoryStore;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldChecksTest {
  private static final StoreRef LOCAL = new StoreRef("local");

  private final Path dir;
  private final OneSet world;
  private final Store store;

  WorldChecksTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    this.world = new OneSet(Files.createDirectory(dir.resolve("set")));
    this.store =
        new DirectoryType()
            .store("local", new DirectoryType.Params(dir.resolve("store"), true, null));
    world.declare(store);
  }

  private <P extends Record> void assertPasses(CheckType<P> type, P params) {
    assertThat(world.check(type, params)).isInstanceOf(Passed.class);
  }

  private <P extends Record> void assertFails(String because, CheckType<P> type, P params) {
    assertThat(world.check(type, params))
        .isInstanceOfSatisfying(NotPassed.class, v -> assertThat(v.summary()).contains(because));
  }

  private static ExecCheck.Params exec(String code, @Nullable Expect output, String... run) {
    return new ExecCheck.Params(List.of(run), new Expect.Equal(code), output, null);
  }

  @Test
  void aProgramIsJudgedByItsCodeAndWhatItPrints() {
    ExecCheck check = new ExecCheck();
    assertPasses(check, exec("0", null, "true"));
    assertPasses(check, exec("3", null, "sh", "-c", "exit 3"));
    assertFails("is 1", check, exec("0", null, "false"));
    assertFails(
        "is 1, expected: 0: no such thing",
        check,
        exec("0", null, "sh", "-c", "echo first >&2; echo no such thing >&2; exit 1"));
    assertPasses(check, exec("0", new Expect.Equal("ready"), "echo", "ready"));
    assertFails("the output", check, exec("0", new Expect.Equal("ready"), "echo", "not yet"));
    assertFails("exit code", check, exec("0", new Expect.Equal(""), "false"));
  }

  @Test
  void argumentsStayArguments() {
    String hostile = "$(touch pwned); `touch pwned` | touch pwned";

    assertPasses(new ExecCheck(), exec("0", new Expect.Equal(hostile), "echo", hostile));

    assertThat(Path.of("pwned")).doesNotExist();
    assertThatThrownBy(() -> exec("0", null, "--help")).isInstanceOf(Refusal.class);
  }

  @Test
  void aProgramThatPrintsWithoutEndIsReadToItsEnd() {
    assertPasses(new ExecCheck(), exec("0", null, "sh", "-c", "head -c 3000000 /dev/zero"));
  }

  private void stored(String key, int fileMode, int directoryMode) throws IOException {
    Path file = Files.writeString(Files.createTempFile(dir, "f", ""), "x");
    store.writer(new TestTools(dir)).permissions(fileMode, directoryMode).put(key, file);
  }

  private static PermissionsCheck.Params most(String file, String directory) {
    return new PermissionsCheck.Params(LOCAL, file, directory);
  }

  @Test
  void nothingMayBeMoreOpenThanAllowed() throws IOException {
    stored("a/one", 0600, 0700);
    assertPasses(new PermissionsCheck(), most("0600", "0700"));

    stored("b/two", 0640, 0700);
    assertFails("0640", new PermissionsCheck(), most("0600", "0700"));
    assertPasses(new PermissionsCheck(), most("0640", "0700"));

    stored("c/d/three", 0600, 0750);
    assertFails("0750", new PermissionsCheck(), most("0640", "0700"));
    assertThatThrownBy(() -> most("rw", "0700")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> most("0600", "9")).isInstanceOf(Refusal.class);
  }

  @Test
  void otherStoresHaveNoPermissions() {
    world.declare(new MemoryStore("local"));

    assertThat(world.check(new PermissionsCheck(), most("0600", "0700")))
        .isInstanceOf(NotApplicable.class);
  }

  private static FreeSpaceCheck.Params free(String min) {
    return new FreeSpaceCheck.Params(LOCAL, min);
  }

  @Test
  void freeSpaceIsAShareASizeOrAMultipleOfTheLastSet() throws IOException {
    stored("a", 0600, 0700);
    long free = store.reader(new TestTools(dir)).space().orElseThrow().freeBytes();

    assertPasses(new FreeSpaceCheck(), free("1MiB"));
    assertFails("needs", new FreeSpaceCheck(), free("8000000TiB"));
    assertFails("(100%)", new FreeSpaceCheck(), free("100%"));
    assertPasses(new FreeSpaceCheck(), free("0%"));
    assertPasses(new FreeSpaceCheck(), free("2x-last"));
    world.earlier.add(new Earlier("old", TestTools.NOW, "full", free, true));
    assertFails("2x-last", new FreeSpaceCheck(), free("2x-last"));
    world.declare(new MemoryStore("local"));
    assertThat(world.check(new FreeSpaceCheck(), free("1MiB"))).isInstanceOf(NotApplicable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "0x-last", "-1GB", "20"})
  void otherAmountsOfSpaceAreRefusedOrBytes(String min) {
    if (min.equals("20")) {
      assertThat(free(min).min()).isEqualTo("20");
    } else {
      assertThatThrownBy(() -> free(min)).isInstanceOf(Refusal.class);
    }
  }

  private static HttpCheck.Params get(String url, Expect expect) {
    return new HttpCheck.Params(URI.create(url), expect);
  }

  @Test
  void aPageIsJudgedByItsStatusOrItsJson() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] json = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          boolean moved = exchange.getRequestURI().getPath().equals("/moved");
          exchange.getResponseHeaders().add("Location", "/health");
          exchange.sendResponseHeaders(moved ? 302 : 200, json.length);
          exchange.getResponseBody().write(json);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort();
      assertPasses(new HttpCheck(), get(url, new Expect.Equal("200")));
      assertFails("is 302", new HttpCheck(), get(url + "/moved", new Expect.Equal("200")));
      assertPasses(
          new HttpCheck(), get(url, new Expect.Json(Map.of("status", new Expect.Equal("ok")))));
      Expect.Json ok = new Expect.Json(Map.of("$.status", new Expect.Equal("ok")));
      Expect.Equal found = new Expect.Equal("200");
      assertPasses(new HttpCheck(), get(url, new Expect.Answer(found, null)));
      assertPasses(new HttpCheck(), get(url, new Expect.Answer(found, ok)));
      assertFails("is 302", new HttpCheck(), get(url + "/moved", new Expect.Answer(found, ok)));
      assertFails(
          "ok",
          new HttpCheck(),
          get(
              url,
              new Expect.Answer(
                  found, new Expect.Json(Map.of("status", new Expect.Equal("down"))))));
      assertFails(
          "GET",
          new HttpCheck(),
          get(url, new Expect.Json(Map.of("status", new Expect.Equal("down")))));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nobodyAnsweringIsNotPassing() {
    assertFails("no answer", new HttpCheck(), get("http://localhost:1/", new Expect.Equal("200")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://host/", "http:///x", "mailto:a@b"})
  void whatIsNoPageIsRefused(String url) {
    assertThatThrownBy(() -> get(url, new Expect.Equal("200"))).isInstanceOf(Refusal.class);
  }
}
