package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The memory of a server that holds what is live and what is loaded at once. One that makes room by
 * throwing away keys would throw away live ones.
 *
 * @param limit how many bytes it may use; 0 for all there are
 * @param evicts whether it throws away keys beyond that
 * @param used how many it uses
 * @param evicted how many keys it has thrown away so far
 */
record Room(long limit, boolean evicts, long used, long evicted) {

  static Room of(Server server) {
    Map<String, String> memory = server.about("memory");
    return new Room(
        number(memory, "maxmemory"),
        !memory.getOrDefault("maxmemory_policy", "noeviction").equals("noeviction"),
        number(memory, "used_memory"),
        number(server.about("stats"), "evicted_keys"));
  }

  private static long number(Map<String, String> about, String name) {
    return Long.parseLong(about.getOrDefault(name, "0"));
  }

  /** Takes what a snapshot says of its server, and refuses one that does not fit. */
  void demand(Encoded said) {
    if (limit == 0 || !evicts || !text(said).equals("used-mem")) {
      return;
    }
    long needed = Long.parseLong(text(said));
    if (used + needed > limit) {
      throw Failure.of(
              "R439",
              "the server may use %,d bytes and uses %,d; the dump needs %,d more, and it would throw away live keys"
                  .formatted(limit, used, needed))
          .help("Raise `maxmemory` while it is loaded.");
    }
  }

  private static String text(Encoded said) {
    return new String(said.text(), StandardCharsets.UTF_8);
  }

  /** Fails when keys were thrown away since. */
  void demandNoneLost(Server server) {
    if (evicts && of(server).evicted > evicted) {
      throw Failure.of("R439", "the server has thrown away keys, live or loaded, to make room")
          .help("Raise `maxmemory` while it is loaded.");
    }
  }
}
