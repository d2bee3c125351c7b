package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Moment;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.List;

/** Asks for the stream of a dump. */
record DumpRequest() implements Request {
  @Override
  public String says() {
    return "mariadb-dump of everything, in one transaction that only reads";
  }

  /** What a dump comes to. */
  static List<Op> ops(Ref ref, Dump dump) {
    refuse(dump);
    return Moment.dump(ref, new DumpRequest(), dump);
  }

  private static void refuse(Dump dump) {
    if (dump.format() != null && !dump.format().equals("plain")) {
      throw Refusal.leaveOut("format", "MariaDB is dumped as `plain`, an SQL script");
    }
    if (!dump.content().equals("all")) {
      throw Refusal.leaveOut("content", "of MariaDB everything is dumped");
    }
    if (!dump.tables().isEmpty()) {
      throw Refusal.leaveOut("tables", "of MariaDB the whole database is dumped");
    }
    if (!dump.scope().equals("database")) {
      throw Refusal.leaveOut("scope", "a dump of MariaDB is of one database");
    }
    if (dump.jobs() > 1) {
      throw Refusal.leaveOut("jobs", "a dump in one file is written by one job");
    }
  }
}
