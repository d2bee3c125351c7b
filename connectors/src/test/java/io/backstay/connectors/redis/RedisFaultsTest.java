package io.backstay.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs("docker")
@Tag("docker")
class RedisFaultsTest {
  private static final TestServer SERVER = TestServer.REDIS_8;

  @TempDir Path directory;

  private OpRunner runner(RedisSource source) {
    return runner(source, TestServer.PASSWORD);
  }

  private OpRunner runner(RedisSource source, String password) {
    TestTools tools = new TestTools(directory, Site.STAMP);
    tools.secrets.put("password", password);
    return new OpRunner(tools, source);
  }

  /** A dump of a server with something of everything. */
  private OpRunner dumped(RedisSource source) {
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.rdb")));
    return runner;
  }

  private static CompletableFuture<String> meanwhile(String... commands) {
    return CompletableFuture.supplyAsync(
        () -> SERVER.run(commands), one -> Thread.ofVirtual().start(one));
  }

  private static Failure failure(OpRunner runner, List<Op> ops) {
    try {
      runner.run(ops);
    } catch (Failure e) {
      return e;
    }
    throw new AssertionError("it has worked");
  }

  @Test
  void whatIsWrittenMeanwhileIsInTheDumpCompletelyOrNotAtAllAndCountedAlike() {
    SERVER.empty().run("DEBUG POPULATE 20000 filler 500");
    RedisSource source = SERVER.inside();
    OpRunner runner = runner(source);
    String pairs =
        "EVAL \"for i = 1, 20 do redis.call('INCR', 'count')"
            + " redis.call('SET', 'pair:' .. redis.call('GET', 'count'), 1) end return 'x'\" 0";
    String[] writes = Stream.generate(() -> pairs).limit(500).toArray(String[]::new);
    CompletableFuture<String> writer = meanwhile(writes);
    Awaitility.await().until(() -> !SERVER.run("EXISTS count").equals("0"));

    runner.run(source.dump(Site.dump("a.rdb")));
    writer.join();
    runner.run(source.recreate(true, null));
    runner.run(source.load(Site.load("a.rdb")));

    long count = Long.parseLong(SERVER.run("GET count"));
    assertThat(count % 20).isZero();
    assertThat(runner.recorded("db").get("row-counts")).contains(Map.of("db0", 20_000 + 1 + count));
    assertThat(SERVER.run("DBSIZE")).isEqualTo(String.valueOf(20_000 + 1 + count));
  }

  @Test
  void aServerThatIsKilledInTheMiddleOfADumpHasGivenNone() {
    TestServer server = SERVER.another("--rdbcompression", "no");
    server.run("DEBUG POPULATE 40000 filler 1000");
    RedisSource source = server.inside();
    OpRunner runner = runner(source);
    runner.whileDumping = server::kill;

    assertThat(failure(runner, source.dump(Site.dump("a.rdb"))).message())
        .startsWith("redis-cli exited with 1");
    assertThat(runner.tools.artifact("a.rdb")).doesNotExist();
  }

  /** Every byte of a dump with something of everything is flipped, and every end cut off. */
  @Test
  void noByteOfADumpCanBeAnotherAndNoneCanBeMissing() throws IOException {
    SERVER.empty().run(Site.SOME);
    OpRunner runner = dumped(SERVER.inside());
    byte[] dump = Files.readAllBytes(runner.tools.artifact("a.rdb"));
    assertThat(scanned(dump).rows()).isEqualTo(Map.of("db0", Site.LASTING_OF_SOME));

    for (int at = 0; at < dump.length; at++) {
      byte[] flipped = dump.clone();
      flipped[at] = (byte) (flipped[at] ^ (1 << (at % 8)));
      assertThatThrownBy(() -> scanned(flipped))
          .as("flipped at %d", at)
          .isInstanceOf(Failure.class);
      byte[] cut = Arrays.copyOf(dump, at);
      assertThatThrownBy(() -> scanned(cut)).as("cut at %d", at).isInstanceOf(Failure.class);
    }
    byte[] longer = Arrays.copyOf(dump, dump.length + 1);
    assertThatThrownBy(() -> scanned(longer)).hasMessageContaining("something follows the end");
  }

  private static Toc scanned(byte[] dump) {
    SnapshotScanner scanner = new SnapshotScanner(false);
    // In pieces, because that is how they come.
    for (int at = 0; at < dump.length; at += 7) {
      scanner.accept(dump, at, Math.min(dump.length, at + 7));
    }
    return scanner.finish();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "flip"})
  void aDamagedDumpLeavesTheLiveKeysAloneAndNothingBeside(String how) throws IOException {
    Site.filled(SERVER);
    RedisSource source = SERVER.inside();
    OpRunner runner = dumped(source);
    Path dump = runner.tools.artifact("a.rdb");
    byte[] bytes = Files.readAllBytes(dump);
    bytes[bytes.length / 2] ^= 4;
    Files.write(dump, how.equals("cut") ? Arrays.copyOf(bytes, bytes.length * 2 / 3) : bytes);
    Site.damage(SERVER);
    String damaged = SERVER.run("DEBUG DIGEST");
    runner.run(source.recreate(true, null));

    assertThat(failure(runner, source.load(Site.load("a.rdb"))).code()).isEqualTo("R432");
    runner.pay();

    assertThat(Site.forget(SERVER)).isEmpty();
    assertThat(SERVER.run("DEBUG DIGEST")).isEqualTo(damaged);
  }

  @Test
  void aDumpOfANewerServerIsRefusedByAnOlderOneBeforeAnythingIsLoaded() {
    SERVER.empty().run("SET a 1");
    OpRunner newer = dumped(SERVER.inside());
    TestServer server = TestServer.REDIS_7.empty();
    server.run("SET live 1");
    RedisSource source = server.over();
    OpRunner runner = runner(source);
    runner.adopt(newer);
    runner.run(source.recreate(true, null));

    Failure failure = failure(runner, source.load(Site.load("a.rdb")));
    runner.pay();

    assertThat(failure.message())
        .startsWith("the dump is of version 12, which Redis 7.0.")
        .contains("does not read");
    assertThat(failure.help()).contains("not older than the one it was made by");
    assertThat(server.run("GET live")).isEqualTo("1");
    assertThat(Site.forget(server)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "line\nbreak"})
  void aWrongPasswordIsSaidAtOnceAndNothingIsDumped(String password) {
    SERVER.container();
    RedisSource source = SERVER.inside();
    OpRunner runner = runner(source, password);

    Failure failure = failure(runner, source.dump(Site.dump("a.rdb")));

    assertThat(failure.code()).isEqualTo("R430");
    assertThat(failure.isTransient()).isFalse();
    assertThat(failure.message()).doesNotContain(password);
    assertThat(runner.tools.artifact("a.rdb")).doesNotExist();
  }

  /** Its processes are those of the container, too. */
  @Test
  void nobodySeesThePasswordInAListOfProcesses() {
    // So much that it waits for whoever reads it.
    TestServer server = SERVER.another("--rdbcompression", "no");
    server.run("DEBUG POPULATE 40000 filler 1000");
    RedisSource source = server.inside();
    OpRunner runner = runner(source);
    StringBuilder seen = new StringBuilder();
    runner.whileDumping = () -> look(seen);

    runner.run(source.dump(Site.dump("a.rdb")));
    server.kill();

    assertThat(seen.toString()).contains("--askpass").doesNotContain(TestServer.PASSWORD);
  }

  private static void look(StringBuilder seen) {
    String all =
        SERVER.inContainer(
            "sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr '\\0' ' '");
    seen.append(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!/bin/sh\nexit 0\n", "#!/bin/sh\nprintf REDIS0012\n"})
  void aProgramThatOnlyPretendsHasDumpedNothing(String lie) throws IOException {
    TestServer.REDIS_7.container();
    Path tools = Files.createDirectory(directory.resolve("tools"));
    String honest =
        "#!/bin/sh\ncase \"$*\" in *--rdb*) ;; *) exec /usr/bin/redis-cli \"$@\" ;; esac\n";
    Path liar = Files.writeString(tools.resolve("redis-cli"), honest + lie.substring(10));
    Files.setPosixFilePermissions(liar, PosixFilePermissions.fromString("rwxr-xr-x"));
    RedisSource source = TestServer.REDIS_7.with(tools);
    OpRunner runner = runner(source);

    assertThat(failure(runner, source.dump(Site.dump("a.rdb"))).message())
        .contains("exited with 0, but the snapshot breaks off");
    assertThat(runner.tools.artifact("a.rdb")).doesNotExist();
  }

  /** With a log of commands, and with snapshots. */
  @ParameterizedTest
  @ValueSource(strings = {"--appendonly yes", "--save 3600 1000000"})
  void whatWasLoadedIsThereWhenTheServerWasKilledAndStartedAgain(String option) {
    String[] options = option.split(" ", 2);
    TestServer server = SERVER.another(options);
    try {
      Site.filled(server);
      server.run(Site.WITH_MORTAL_FIELDS);
      RedisSource source = server.inside();
      OpRunner runner = dumped(source);
      String dumped = server.run("DEBUG DIGEST");
      server.run("FLUSHALL", "SET newer 1");
      runner.run(source.recreate(true, null));
      runner.run(source.load(Site.load("a.rdb")));

      server.kill();
      server.start(options);

      assertThat(server.run("HPEXPIRETIME mortals FIELDS 1 field2")).isEqualTo("4102444800123");
      assertThat(server.run("FCALL f 0")).isEqualTo("old");
      assertThat(Site.forget(server)).isNotEmpty();
      assertThat(server.run("DEBUG DIGEST")).isEqualTo(dumped);
    } finally {
      server.kill();
    }
  }

  @Test
  void whoIsConnectedIsNamedOrShownOut() {
    SERVER.empty().run("SET a 1");
    RedisSource source = SERVER.inside();
    OpRunner runner = dumped(source);
    CompletableFuture<String> other = meanwhile("PING", "BLPOP nothing 0");
    Awaitility.await().until(RedisFaultsTest::blocked);

    assertThat(failure(runner, source.recreate(false, null)).message())
        .isEqualTo("the server is in use from 127.0.0.1");
    runner.run(source.recreate(true, null));
    runner.run(source.load(Site.load("a.rdb")));

    SERVER.run("RPUSH nothing x");
    assertThat(other.handle((answer, thrown) -> 0).join()).isZero();
  }

  private static boolean blocked() {
    return SERVER
        .run("EVAL \"return redis.call('INFO', 'clients')\" 0")
        .contains("blocked_clients:1");
  }

  @Test
  void whatCannotTakeALoadIsRefusedBeforeAnythingHappens() {
    SERVER.empty().run("DEBUG POPULATE 2000 filler 1000");
    RedisSource source = SERVER.inside();
    OpRunner runner = dumped(source);
    SERVER.run("REPLICAOF 127.0.0.1 1");
    try {
      assertThat(failure(runner, source.recreate(true, null)).message()).contains("is a replica");
    } finally {
      SERVER.run("REPLICAOF NO ONE");
    }
    runner.run(source.recreate(true, null));
    SERVER.run("CONFIG SET maxmemory 6mb", "CONFIG SET maxmemory-policy allkeys-lru");
    try {
      assertThat(failure(runner, source.load(Site.load("a.rdb"))).message())
          .contains("it would throw away live keys");
    } finally {
      SERVER.run("CONFIG SET maxmemory 0", "CONFIG SET maxmemory-policy noeviction");
    }
    runner.pay();
    assertThat(SERVER.run("DBSIZE")).isEqualTo("2000");
    assertThat(Site.forget(SERVER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cluster-enabled yes", "--rdbchecksum no", "--databases 1"})
  void aServerThatIsOfNoUseIsToldApart(String option) {
    TestServer server = SERVER.another(option.split(" "));
    try {
      RedisSource source = server.inside();
      OpRunner runner = runner(source);
      String said =
          switch (option) {
            case "--databases 1" -> {
              server.run("SET a 1");
              yield failure(runner, source.recreate(true, null)).message();
            }
            default -> failure(runner, source.dump(Site.dump("a.rdb"))).message();
          };
      assertThat(said)
          .containsAnyOf(
              "is a node of a cluster", "has no checksum", "0 empty databases for 1 live ones");
    } finally {
      server.kill();
    }
  }
}
