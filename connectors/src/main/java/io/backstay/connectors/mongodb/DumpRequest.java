package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.Moment;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.RowCounts;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks for an archive.
 *
 * @param jobs how many collections at once
 */
record DumpRequest(int jobs) implements Request {
  @Override
  public String says() {
    return "an archive by mongodump, collection by collection: not of one moment";
  }

  /** What a dump comes to. */
  static List<Op> ops(Ref ref, Dump dump) {
    refuse(dump);
    List<Op> ops = new ArrayList<>();
    ops.add(
        new Op.Stream(
            new Op.Producer.From(ref, new DumpRequest(dump.jobs())),
            new Op.Drain.ToArtifact(dump.artifact(), dump.codec(), Set.of())));
    if (!dump.record().rowCounts().isEmpty()) {
      ops.add(new Op.Observe(ref, new RowCounts(dump.record().rowCounts()), "row-counts"));
    }
    return List.of(new Op.Hold(ref, new Moment.Asked(), ops));
  }

  private static void refuse(Dump dump) {
    if (dump.format() != null && !dump.format().equals("archive")) {
      throw refusal("format", "MongoDB is dumped as `archive`, the format of its own program");
    }
    if (!dump.content().equals("all")) {
      throw refusal("content", "of MongoDB everything is dumped");
    }
    if (!dump.tables().isEmpty()) {
      throw refusal("tables", "of MongoDB the whole database is dumped");
    }
    if (!dump.scope().equals("database")) {
      throw refusal("scope", "of MongoDB one database is dumped");
    }
    if (dump.record().schema()) {
      throw new Refusal(
          "E211",
          "record",
          "MongoDB has no structure that could be described",
          "Leave `schema` out.");
    }
  }

  /** Refuses what is not for MongoDB. */
  static Refusal refusal(String parameter, String message) {
    return new Refusal("E211", parameter, message, "Leave `" + parameter + "` out.");
  }
}
