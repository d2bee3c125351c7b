package io.backstay.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.DumpReadable;
import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.databases.TestWorld;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.Verdict;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Needs("docker")
@Tag("docker")
class RedisTest {
  @TempDir Path directory;

  record Way(String name, TestServer server, boolean inside) {
    RedisSource source() {
      return inside ? server.inside() : server.over();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way("Redis 7, host tools", TestServer.REDIS_7, false),
        new Way("Redis 8, in the container", TestServer.REDIS_8, true),
        new Way("Valkey 8, in the container", TestServer.VALKEY_8, true));
  }

  private OpRunner runner(RedisSource source) {
    return runner(source, Site.STAMP);
  }

  private OpRunner runner(RedisSource source, String stamp) {
    TestTools tools = new TestTools(directory, stamp);
    tools.secrets.put("password", TestServer.PASSWORD);
    return new OpRunner(tools, source);
  }

  private static Verdict readable(OpRunner runner) {
    return new TestWorld(runner)
        .make(new DumpReadable(), new DumpReadable.Params(List.of(Artifacts.ALL)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatWasDumpedIsBackAtOnceAndWhatWasThereIsKept(Way way) {
    TestServer server = Site.filled(way.server);
    RedisSource source = way.source();
    OpRunner runner = runner(source);
    String dumped = server.run("DEBUG DIGEST");
    runner.run(source.dump(Site.dump("a.rdb.gz")));

    Facts facts = runner.facts("a.rdb.gz");
    assertThat(facts.get("expiring")).contains(Map.of("db0", 2L, "db5", 1L));
    assertThat(runner.recorded("db").get("row-counts"))
        .contains(Map.of("db0", Site.LASTING, "db1", 1L, "db15", 1L));
    assertThat(readable(runner)).isInstanceOf(Verdict.Passed.class);

    Site.damage(server);
    runner.run(source.recreate(true, Duration.ofHours(24)));
    runner.run(source.load(Site.load("a.rdb.gz")));

    assertThat(server.run("SELECT 7", "DBSIZE")).isEqualTo("0");
    assertThat(server.run("FCALL f 0")).isEqualTo("old");
    assertThat(server.run("PEXPIRETIME later")).isEqualTo("4102444800123");
    assertThat(server.run("XINFO GROUPS stream")).contains("readers");
    assertThat(Site.forget(server)).isNotEmpty();
    assertThat(server.run("DEBUG DIGEST")).isEqualTo(dumped);
  }

  /** Of a second attempt as well, which follows one that failed after the swap. */
  @ParameterizedTest
  @MethodSource("ways")
  void aFailureAfterTheSwapBringsTheOldOneBackHoweverOftenItIsPaid(Way way) {
    TestServer server = Site.filled(way.server);
    RedisSource source = way.source();
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.rdb")));
    Site.damage(server);
    String damaged = server.run("DEBUG DIGEST");
    runner.run(source.recreate(true, null));
    List<Op> load = source.load(Site.load("a.rdb"));
    runner.run(load.subList(0, load.size() - 2));
    assertThat(server.run("FCALL f 0")).isEqualTo("old");
    runner.run(load);
    assertThat(server.run("GET small")).isEqualTo("1");
    List<TestTools.Debt> debts = List.copyOf(runner.tools.debts);

    runner.pay();
    runner.tools.debts.addAll(debts);
    runner.pay();

    assertThat(server.run("FCALL f 0")).isEqualTo("new");
    assertThat(Site.forget(server)).isEmpty();
    assertThat(server.run("DEBUG DIGEST")).isEqualTo(damaged);
  }

  /** What a restore has kept is no part of the next dump, and goes when its time is over. */
  @Test
  void whatWasKeptIsNotDumpedAndIsDroppedWhenItsTimeIsOver() {
    TestServer server = TestServer.VALKEY_8.empty();
    server.run("SET a 1");
    RedisSource source = server.inside();
    OpRunner first = runner(source);
    first.run(source.dump(Site.dump("a.rdb")));
    server.run("SET b 1");
    first.run(source.recreate(true, Duration.ZERO));
    first.run(source.load(Site.load("a.rdb")));
    server.run("SET c 1");
    OpRunner second = runner(source, "20260214_050211");

    second.run(source.dump(Site.dump("b.rdb")));
    assertThat(second.recorded("db").get("row-counts")).contains(Map.of("db0", 2L));
    assertThat(readable(second)).isInstanceOf(Verdict.Passed.class);
    second.run(source.recreate(true, Duration.ofHours(1)));
    second.run(source.load(Site.load("b.rdb")));

    assertThat(server.run("EXISTS a b c")).isEqualTo("2");
    assertThat(Site.forget(server).strip()).isEqualTo("14");
  }

  @Test
  void whatIsLiveIsNotReplacedWithoutBeingAsked() {
    TestServer server = TestServer.REDIS_8.empty();
    RedisSource source = server.inside();
    OpRunner runner = runner(source);
    server.run("SET a 1");
    runner.run(source.dump(Site.dump("a.rdb")));

    assertThatThrownBy(() -> runner.run(source.load(Site.load("a.rdb"))))
        .hasMessageContaining("the server is not empty");
    server.empty();
    runner.run(source.load(Site.load("a.rdb")));
    assertThat(server.run("GET a")).isEqualTo("1");
    runner.pay();
    assertThat(server.run("EXISTS a")).isEqualTo("0");
  }
}
