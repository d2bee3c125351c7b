package io.backstay.connectors.sqlite;

import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Reads a dumped file again, page by page.
 *
 * @param scratch where it is unpacked
 */
record Rereading(Path scratch) {

  Verdict read(Artifact dump, InputStream plain) throws IOException {
    Path file = Files.createTempFile(scratch, "reread", ".sqlite");
    try {
      Files.copy(plain, file, StandardCopyOption.REPLACE_EXISTING);
      return read(dump, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Verdict read(Artifact dump, Path file) throws IOException {
    Object bytes = dump.facts().get("database-bytes").orElse(Files.size(file));
    if (!String.valueOf(bytes).equals(String.valueOf(Files.size(file)))) {
      throw Failure.of("R442", "it has %d bytes instead of %s".formatted(Files.size(file), bytes));
    }
    try (Database database = Database.look(file)) {
      long violations = database.check();
      Object known = dump.facts().get("foreign-key-violations").orElse(0);
      if (!String.valueOf(known).equals(String.valueOf(violations))) {
        throw Failure.of("R442", violations + " rows refer to others that are not there");
      }
      Inventory inventory = new Catalog(database).inventory();
      if (dump.facts().get("inventory").orElse(null) instanceof Map<?, ?> recorded) {
        demand(Inventory.of(recorded).differences(inventory));
      }
      return new Verdict.Passed(
          "`%s` was read to its end and holds its %d tables"
              .formatted(dump.name(), inventory.allTables().size()),
          Facts.of("tables", inventory.allTables().size()));
    }
  }

  private static void demand(List<String> differences) {
    if (!differences.isEmpty()) {
      throw Failure.of("R442", String.join("; ", differences));
    }
  }
}
