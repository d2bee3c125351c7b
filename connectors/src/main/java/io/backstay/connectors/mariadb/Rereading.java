package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Reads a dump of MariaDB again to its end, row by row, and compares it with its inventory. */
final class Rereading {
  private Rereading() {}

  static Verdict read(Artifact dump, InputStream plain) throws IOException {
    DumpScanner scanner = new DumpScanner();
    new DumpFeed.Followed(plain, scanner).transferTo(OutputStream.nullOutputStream());
    Toc toc = scanner.finish();
    if (dump.facts().get("inventory").orElse(null) instanceof Map<?, ?> inventory) {
      toc.demand(Inventory.of(inventory));
    }
    if (dump.facts().get("rows").orElse(null) instanceof Map<?, ?> rows) {
      demand(rows, toc);
    }
    return new Verdict.Passed(
        "`%s` was read to its end and holds its %d tables with %d rows"
            .formatted(
                dump.name(),
                toc.rows().size(),
                toc.rows().values().stream().mapToLong(Long::longValue).sum()),
        Facts.of("rows", toc.rows()));
  }

  private static void demand(Map<?, ?> recorded, Toc toc) {
    Map<String, String> before = new TreeMap<>();
    Map<String, String> now = new TreeMap<>();
    recorded.forEach((table, rows) -> before.put(String.valueOf(table), String.valueOf(rows)));
    toc.rows().forEach((table, rows) -> now.put(table, String.valueOf(rows)));
    if (!before.equals(now)) {
      throw Failure.of("R432", "it holds the rows " + now + " instead of " + before);
    }
  }
}
