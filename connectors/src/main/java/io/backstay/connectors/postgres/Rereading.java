package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Facts;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Reads a dump of PostgreSQL again: an archive by pg_restore, which unpacks every row and throws it
 * away, and by our own eyes, which see what pg_restore does not mind.
 *
 * @param access where there is a pg_restore
 */
record Rereading(Access access) {

  Verdict read(Artifact dump, InputStream plain, Tools tools) throws IOException {
    String format = dump.facts().text("format").orElse(DumpFormat.CUSTOM);
    DumpScanner scanner = DumpScanner.of(format);
    InputStream followed = new DumpFeed.Followed(plain, scanner);
    if (format.equals(DumpFormat.CUSTOM)) {
      restoreToNowhere(dump, followed, tools);
    } else {
      followed.transferTo(OutputStream.nullOutputStream());
    }
    Toc toc = scanner.finish();
    String compared = compared(dump, toc);
    return new Verdict.Passed(
        "`%s` was read to its end, %s".formatted(dump.name(), compared),
        Facts.of("entries", toc.counts()));
  }

  private void restoreToNowhere(Artifact dump, InputStream plain, Tools tools) throws IOException {
    Version made = Version.plain(dump.facts().text("pg-dump").orElse("13"));
    Client client = access.client(made, tools);
    try (Program restore = client.start("pg_restore", List.of("--file=/dev/null"))) {
      feed(plain, restore.input());
      Program.Exit exit = restore.await();
      if (!exit.ok()) {
        throw Trouble.exited("pg_restore", exit);
      }
    }
  }

  // A pg_restore that has given up reads no more; the rest is still read here, for its digest.
  private static void feed(InputStream plain, OutputStream restore) throws IOException {
    byte[] buffer = new byte[256 << 10];
    boolean gone = false;
    for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
      gone = gone || !wrote(restore, buffer, read);
    }
    if (!gone) {
      wrote(restore, buffer, -1);
    }
  }

  private static boolean wrote(OutputStream restore, byte[] buffer, int length) {
    try {
      if (length < 0) {
        restore.close();
      } else {
        restore.write(buffer, 0, length);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String compared(Artifact dump, Toc toc) {
    if (!(dump.facts().get("inventory").orElse(null) instanceof Map<?, ?> inventory)) {
      return "and has no inventory to compare with";
    }
    DumpRequest request =
        new DumpRequest(
            dump.facts().text("format").orElse(DumpFormat.CUSTOM),
            true,
            dump.facts().text("content").orElse("all"),
            dump.facts().get("tables").orElse(null) instanceof List<?> tables
                ? tables.stream().map(String::valueOf).toList()
                : List.of(),
            false);
    Inventory expected = Inventory.of(inventory);
    new Completeness(request, expected).demand(toc);
    return "and holds its %d tables".formatted(expected.allTables().size());
  }
}
