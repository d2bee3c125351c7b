package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.Moment;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.List;

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
    return Moment.dump(ref, new DumpRequest(dump.jobs()), dump);
  }

  private static void refuse(Dump dump) {
    if (dump.format() != null && !dump.format().equals("archive")) {
      throw Refusal.leaveOut(
          "format", "MongoDB is dumped as `archive`, the format of its own program");
    }
    if (!dump.content().equals("all")) {
      throw Refusal.leaveOut("content", "of MongoDB everything is dumped");
    }
    if (!dump.tables().isEmpty()) {
      throw Refusal.leaveOut("tables", "of MongoDB the whole database is dumped");
    }
    if (!dump.scope().equals("database")) {
      throw Refusal.leaveOut("scope", "of MongoDB one database is dumped");
    }
    if (dump.record().schema()) {
      throw new Refusal(
          "E211",
          "record",
          "MongoDB has no structure that could be described",
          "Leave `schema` out.");
    }
  }
}
