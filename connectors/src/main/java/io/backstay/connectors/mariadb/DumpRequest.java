package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Moment;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.RowCounts;
import io.backstay.spi.DatabaseSource.Schema;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks for the stream of a dump. */
record DumpRequest() implements Request {
  @Override
  public String says() {
    return "mariadb-dump of everything, in one transaction that only reads";
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
    if (dump.record().schema()) {
      ops.add(new Op.Observe(ref, new Schema(), "schema"));
    }
    return List.of(new Op.Hold(ref, new Moment.Asked(), ops));
  }

  private static void refuse(Dump dump) {
    if (dump.format() != null && !dump.format().equals("plain")) {
      throw refusal("format", "MariaDB is dumped as `plain`, an SQL script");
    }
    if (!dump.content().equals("all")) {
      throw refusal("content", "of MariaDB everything is dumped");
    }
    if (!dump.tables().isEmpty()) {
      throw refusal("tables", "of MariaDB the whole database is dumped");
    }
    if (!dump.scope().equals("database")) {
      throw refusal("scope", "a dump of MariaDB is of one database");
    }
    if (dump.jobs() > 1) {
      throw refusal("jobs", "a dump in one file is written by one job");
    }
  }

  /** Refuses what is not for MariaDB. */
  static Refusal refusal(String parameter, String message) {
    return new Refusal("E211", parameter, message, "Leave `" + parameter + "` out.");
  }
}
