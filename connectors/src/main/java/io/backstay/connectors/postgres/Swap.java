package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Succession;
import io.backstay.spi.Failure;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Gives a database the name of another, in one transaction: at any instant the live name leads to
 * all of the old or to all of the new.
 *
 * <p>A database can only be renamed while nobody is connected. The server holds off newcomers and
 * waits some seconds for the others to leave; meanwhile a second session shows them out.
 *
 * @param renaming session of the transaction, on a database that takes no part
 * @param clearing session beside it
 */
record Swap(SqlSession renaming, SqlSession clearing) {
  private static final String DRESS = Sql.file("dress");
  private static final String SETTINGS = Sql.file("settings");
  private static final String SHOW_OUT =
      """
      SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
      WHERE datname IN (?, ?) AND pid <> pg_backend_pid()
      """;
  private static final String A_MOMENT = "SELECT pg_catalog.pg_sleep(0.05)";

  /** The successor becomes live; the old one, if there is one, is kept under another name. */
  void in(Succession plan, String note) {
    Successor successor = new Successor(renaming, "");
    if (!successor.exists(plan.incoming())) {
      throw Failure.of("R434", "there is no database `" + plan.incoming() + "` to become live");
    }
    if (plan.exists() && !plan.terminate()) {
      successor.refuseConnected(plan.live());
    }
    boolean clear = plan.terminate() || !plan.exists();
    transaction(
        plan,
        clear,
        () -> {
          if (plan.exists()) {
            dress(plan);
            rename(plan.live(), plan.previous());
            note(plan.previous(), note);
          }
          rename(plan.incoming(), plan.live());
        });
  }

  /** The old one becomes live again; what had taken its place is left under its former name. */
  void back(Succession plan) {
    Successor successor = new Successor(renaming, "");
    boolean swapped =
        plan.exists()
            ? successor.exists(plan.previous())
            : successor.exists(plan.live()) && !successor.exists(plan.incoming());
    if (!swapped) {
      return;
    }
    boolean taken = successor.exists(plan.live());
    transaction(
        plan,
        true,
        () -> {
          if (taken) {
            rename(plan.live(), plan.incoming());
          }
          if (plan.exists()) {
            rename(plan.previous(), plan.live());
            renaming.run("COMMENT ON DATABASE " + Sql.quoted(plan.live()) + " IS NULL");
          }
        });
  }

  private void transaction(Succession plan, boolean clear, Runnable renames) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    // Not a virtual one: once one of those has waited for a socket, Java takes longer to end.
    Thread.ofPlatform()
        .daemon()
        .name("renaming " + plan.live())
        .start(() -> complete(done, renames));
    while (clear && !done.isDone()) {
      clearing.rows(SHOW_OUT, plan.live(), plan.incoming());
      clearing.rows(A_MOMENT);
    }
    try {
      done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void complete(CompletableFuture<Void> done, Runnable renames) {
    try {
      renaming.run("BEGIN");
      renames.run();
      renaming.run("COMMIT");
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private void rename(String from, String to) {
    renaming.run("ALTER DATABASE %s RENAME TO %s".formatted(Sql.quoted(from), Sql.quoted(to)));
  }

  private void note(String database, String text) {
    String statement =
        renaming.value("SELECT format('COMMENT ON DATABASE %I IS %L', ?, ?)", database, text);
    renaming.run(statement);
  }

  private void dress(Succession plan) {
    for (SqlSession.Row row : renaming.rows(DRESS, plan.live(), plan.incoming())) {
      renaming.run(row.text(0));
    }
    for (SqlSession.Row row : renaming.rows(SETTINGS, plan.live())) {
      String name = row.text(1);
      renaming.rows("SELECT set_config(?, ?, true)", name, row.text(2));
      renaming.run(
          row.text(0).isEmpty()
              ? "ALTER DATABASE %s SET %s FROM CURRENT"
                  .formatted(Sql.quoted(plan.incoming()), setting(name))
              : "ALTER ROLE %s IN DATABASE %s SET %s FROM CURRENT"
                  .formatted(Sql.quoted(row.text(0)), Sql.quoted(plan.incoming()), setting(name)));
    }
  }

  // A setting of an extension has a dot in its name, and each part is a name of its own.
  private static String setting(String name) {
    return java.util.Arrays.stream(name.split("\\."))
        .map(Sql::quoted)
        .collect(java.util.stream.Collectors.joining("."));
  }

  /** What an old database is remembered by. */
  static String note(String live, String run, Instant until) {
    return "backstay: `%s` before run %s, kept until %s".formatted(live, run, until);
  }
}
