package io.backstay.connectors.redis;

import io.backstay.connectors.containers.Poll;
import io.backstay.spi.Failure;
import java.time.Duration;
import java.util.Map;

/**
 * Has a server write to its disk what it holds, in the way it would read it again, and waits until
 * it has.
 *
 * @param server which
 */
record Persisting(Server server) {
  private static final Duration PATIENCE = Duration.ofHours(12);
  private static final Duration PAUSE = Duration.ofMillis(100);

  void persist() {
    if (about().getOrDefault("aof_enabled", "0").equals("1")) {
      await();
      server.ask("BGREWRITEAOF");
      await();
      demand("aof_last_bgrewrite_status");
    } else if (server.ask("CONFIG", "GET", "save").endsWith("\"\"")) {
      server.tools().log("the server keeps nothing on its disk, and is left so");
    } else {
      await();
      server.ask("BGSAVE", "SCHEDULE");
      await();
      demand("rdb_last_bgsave_status");
    }
  }

  private Map<String, String> about() {
    return server.about("persistence");
  }

  private void await() {
    boolean ended =
        new Poll(PATIENCE, PAUSE, server.tools()::cancelled)
            .until(
                () -> {
                  Map<String, String> about = about();
                  return about.getOrDefault("rdb_bgsave_in_progress", "0").equals("0")
                      && about.getOrDefault("aof_rewrite_in_progress", "0").equals("0")
                      && about.getOrDefault("aof_rewrite_scheduled", "0").equals("0");
                });
    if (!ended) {
      throw failed("has not ended").transientOne();
    }
  }

  private void demand(String status) {
    if (!about().getOrDefault(status, "ok").equals("ok")) {
      throw failed("has failed");
    }
  }

  private static Failure failed(String how) {
    return Failure.of("R434", "the server's writing to its disk " + how)
        .help("Look at the server's log, and at the room on its disk.");
  }
}
