package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Brings the statistics of a database that was just filled up to date, so that it answers as fast
 * as the one it takes the place of.
 *
 * @param access how the server is reached
 * @param database which
 */
record Statistics(Access access, String database) {
  /** What a plain ANALYZE would look at, the largest first. */
  private static final String TABLES =
      """
      SELECT n.nspname::text, c.relname::text
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't'
      ORDER BY pg_catalog.pg_table_size(c.oid) DESC, c.oid
      """;

  /** Does it, so many tables at a time. */
  void refresh(int jobs, Tools tools) {
    Queue<TableName> tables = new ConcurrentLinkedQueue<>(tables(tools));
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      all.add(CompletableFuture.runAsync(() -> analyze(tables, tools), Statistics::start));
    }
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  // A session may hold on to its thread while it waits, and there are few to carry virtual ones.
  private static void start(Runnable job) {
    Thread.ofPlatform().name("analyze").start(job);
  }

  private List<TableName> tables(Tools tools) {
    try (SqlSession session = access.session(database, tools)) {
      return session.rows(TABLES).stream()
          .map(row -> new TableName(row.text(0), row.text(1)))
          .toList();
    }
  }

  private void analyze(Queue<TableName> tables, Tools tools) {
    try (SqlSession session = access.session(database, tools)) {
      for (TableName table = tables.poll(); table != null; table = tables.poll()) {
        session.run("ANALYZE " + Sql.quoted(table));
      }
    } finally {
      // Empty by now, unless something went wrong: then the others need not go on.
      tables.clear();
    }
  }
}
