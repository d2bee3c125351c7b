package io.backstay.connectors.redis;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Moment;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.RowCounts;
import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import io.backstay.spi.Op;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks for a snapshot. */
record DumpRequest() implements Request {
  @Override
  public String says() {
    return "a snapshot of all databases, as the server would give it to a replica";
  }

  /** What a dump comes to. */
  static List<Op> ops(Ref ref, Dump dump) {
    refuse(dump);
    List<Op> ops = new ArrayList<>();
    ops.add(
        new Op.Stream(
            new Op.Producer.From(ref, new DumpRequest()),
            new Op.Drain.ToArtifact(dump.artifact(), dump.codec(), Set.of())));
    if (!dump.record().rowCounts().isEmpty()) {
      ops.add(new Op.Observe(ref, new RowCounts(dump.record().rowCounts()), "row-counts"));
    }
    return List.of(new Op.Hold(ref, new Moment.Asked(), ops));
  }

  private static void refuse(Dump dump) {
    if (dump.format() != null && !dump.format().equals("rdb")) {
      throw refusal("format", "Redis is dumped as `rdb`, its own snapshot");
    }
    if (!dump.content().equals("all")) {
      throw refusal("content", "of Redis everything is dumped");
    }
    if (!dump.tables().isEmpty()) {
      throw refusal("tables", "of Redis all databases are dumped");
    }
    if (!dump.scope().equals("database")) {
      throw refusal("scope", "a dump of Redis is of all its databases anyway");
    }
    if (dump.jobs() > 1) {
      throw refusal("jobs", "a snapshot is written by one job");
    }
    if (dump.record().schema()) {
      throw new Refusal(
          "E211",
          "record",
          "Redis has no structure that could be described",
          "Leave `schema` out.");
    }
  }

  /** Refuses what is not for Redis. */
  static Refusal refusal(String parameter, String message) {
    return new Refusal("E211", parameter, message, "Leave `" + parameter + "` out.");
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
