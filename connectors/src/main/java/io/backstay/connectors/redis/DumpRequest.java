package io.backstay.connectors.redis;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Moment;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import io.backstay.spi.Op;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.List;

/** Asks for a snapshot. */
record DumpRequest() implements Request {
  @Override
  public String says() {
    return "a snapshot of all databases, as the server would give it to a replica";
  }

  /** What a dump comes to. */
  static List<Op> ops(Ref ref, Dump dump) {
    refuse(dump);
    return Moment.dump(ref, new DumpRequest(), dump);
  }

  private static void refuse(Dump dump) {
    if (dump.format() != null && !dump.format().equals("rdb")) {
      throw Refusal.leaveOut("format", "Redis is dumped as `rdb`, its own snapshot");
    }
    if (!dump.content().equals("all")) {
      throw Refusal.leaveOut("content", "of Redis everything is dumped");
    }
    if (!dump.tables().isEmpty()) {
      throw Refusal.leaveOut("tables", "of Redis all databases are dumped");
    }
    if (!dump.scope().equals("database")) {
      throw Refusal.leaveOut("scope", "a dump of Redis is of all its databases anyway");
    }
    if (dump.jobs() > 1) {
      throw Refusal.leaveOut("jobs", "a snapshot is written by one job");
    }
    if (dump.record().schema()) {
      throw new Refusal(
          "E211",
          "record",
          "Redis has no structure that could be described",
          "Leave `schema` out.");
    }
  }

  /** Starts it. */
  static Feed feed(Server server) {
    server.demandWhole();
    Program program = server.start(List.of("--rdb", "-"), "");
    return new DumpFeed<>(
        "redis-cli",
        program,
        new SnapshotScanner(true),
        toc -> learnt(toc, server),
        Trouble::judge);
  }

  private static Facts learnt(Toc toc, Server server) {
    if (Moment.held(server.tools())) {
      Moment.write(toc.rows(), server.tools());
    }
    return toc.facts();
  }
}
