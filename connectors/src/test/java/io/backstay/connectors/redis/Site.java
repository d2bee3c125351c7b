package io.backstay.connectors.redis;

import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.DatabaseSource.Recording;
import io.backstay.spi.Op;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server with something of everything, and what is asked of it. */
final class Site {
  static final String STAMP = "20260213_050211";

  /** Keys of database 0 that never expire. */
  static final long LASTING = 2000 + 17;

  /** Keys that never expire among those of {@link #SOME}. */
  static final long LASTING_OF_SOME = 11;

  // Values in each of the ways a server writes them: small and large, as numbers and compressed.
  private static final String MANY =
      """
      for i = 1, 2000 do redis.call('SET', 'key:' .. i, i) end
      for i = 1, 700 do
        redis.call('RPUSH', 'list', string.rep('element ' .. i, 10))
        redis.call('HSET', 'hash', 'field' .. i, 'value' .. i)
        redis.call('SADD', 'set', 'member' .. i)
        redis.call('ZADD', 'zset', i / 3, 'member' .. i)
        redis.call('XADD', 'stream', i .. '-1', 'field', i)
        redis.call('SADD', 'numbers', i)
      end
      local large = {}
      for i = 1, 150000 do large[i] = redis.sha1hex(i) end
      redis.call('SET', 'large', table.concat(large))
      """;

  /** Small ones of each kind. */
  static final String[] SOME = {
    "SET small 1",
    "SET \"\\x00\\xff binary\\r\\n\" \"\\x00\\xff\"",
    "SET %s 70000".formatted("long-and-compressible".repeat(40)),
    "SET -123 1",
    "SET 123456789 1",
    "RPUSH short a b 3",
    "HSET few a 1 b 2",
    "SADD words a b c",
    "ZADD ranks 1.5 a -inf b",
    "PFADD visitors a b c",
    "XADD stream 9999-1 field value",
    "XGROUP CREATE stream readers 0",
    "XREADGROUP GROUP readers somebody COUNT 3 STREAMS stream >",
    "SETEX soon 86400 x",
    "SET later x PXAT 4102444800123"
  };

  /** Hashes whose fields expire, a small and a large one: Redis 8 has them. */
  static final String[] WITH_MORTAL_FIELDS = {
    "HSET mortal a 1 b 2",
    "HPEXPIRE mortal 86400000 FIELDS 1 a",
    "EVAL \"for i = 1, 600 do redis.call('HSET', 'mortals', 'field' .. i, i) end return 'x'\" 0",
    "HPEXPIREAT mortals 4102444800123 FIELDS 2 field1 field2"
  };

  private Site() {}

  static TestServer filled(TestServer server) {
    server.empty().run("EVAL " + Server.quoted(MANY.getBytes(StandardCharsets.UTF_8)) + " 0");
    server.run(SOME);
    server.run(
        "FUNCTION LOAD \"#!lua name=mine\\nredis.register_function('f', function() return 'old' end)\"",
        "SELECT 1",
        "SET one 1",
        "SELECT 5",
        "SETEX five 86400 5",
        "SELECT 15",
        "SET fifteen 15");
    return server;
  }

  /** Loses some, changes some, and has what is newer. */
  static void damage(TestServer server) {
    server.run(
        "DEL small list",
        "SET words other",
        "FUNCTION LOAD REPLACE \"#!lua name=mine\\nredis.register_function('f', function() return 'new' end)\"",
        "SELECT 1",
        "FLUSHDB",
        "SELECT 7",
        "SET newer 1");
  }

  /** Flushes what former restores have kept, and says which databases that were. */
  static String forget(TestServer server) {
    return server.run(
        "EVAL \"local all = '' for db = 0, 15 do redis.call('SELECT', db)"
            + " if redis.call('EXISTS', '%s') == 1 then redis.call('FLUSHDB')".formatted(Mark.KEY)
            + " all = all .. ' ' .. db end end return all\" 0");
  }

  static Dump dump(String artifact) {
    return new Dump(
        artifact,
        artifact.endsWith(".gz") ? Op.Codec.GZIP : Op.Codec.NONE,
        null,
        "all",
        "database",
        List.of(),
        1,
        new Recording(List.of("all"), false));
  }

  static Load load(String artifact) {
    return new Load(new Artifacts(artifact), List.of(), 2, List.of(), List.of());
  }
}
