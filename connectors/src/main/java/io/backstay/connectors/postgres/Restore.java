package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs pg_restore over an archive.
 *
 * @param client where there is a pg_restore
 * @param database what it fills
 * @param archive where it finds the archive
 * @param jobs parallel workers
 * @param tools log what it says
 */
record Restore(Client client, String database, String archive, int jobs, Tools tools) {
  /** What a database needs to hold rows, and nothing of what is done with them or by whom. */
  private static final List<String> BARE =
      List.of(
          "--section=pre-data",
          "--no-owner",
          "--no-privileges",
          "--no-comments",
          "--no-publications",
          "--no-subscriptions",
          "--no-security-labels",
          "--no-tablespaces");

  /** Everything there is in the archive. */
  void all() {
    run(List.of());
  }

  /** Every table, empty, without indexes, keys and triggers. */
  void structure() {
    run(BARE);
  }

  /**
   * Rows of tables, and where their sequences are. pg_restore takes schemas and names apart, so a
   * table of the same name elsewhere may come along.
   */
  void rows(List<Anatomy> tables) {
    Set<String> chosen = new LinkedHashSet<>();
    for (Anatomy table : tables) {
      table.leaves().forEach(leaf -> choose(leaf, chosen));
      table.sequences().values().forEach(sequence -> choose(sequence, chosen));
    }
    List<String> arguments = new ArrayList<>(List.of("--section=data"));
    arguments.addAll(chosen);
    run(arguments);
  }

  private static void choose(TableName name, Set<String> into) {
    into.add("--schema=" + name.schema());
    into.add("--table=" + name.name());
  }

  private void run(List<String> which) {
    List<String> arguments =
        new ArrayList<>(List.of("--dbname=", "--exit-on-error", "--jobs=" + jobs));
    arguments.addAll(which);
    arguments.add(archive);
    try (Program restore = client.start(database, "pg_restore", arguments)) {
      Program.Exit exit = restore.await();
      Trouble.lines(exit.stderr()).forEach(tools::log);
      if (!exit.ok()) {
        throw Trouble.loading("pg_restore", exit);
      }
    }
  }
}
