package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A PostgreSQL server of this host, with a database of 1.5 GB: pgBackRest reads the files of the
 * server it backs up, and is handed the log by it.
 */
final class Cluster implements AutoCloseable {
  /** Runs a program of the newest server there is, as the user it runs as. */
  private static final String POSTGRES =
      """
      postgres() {
        local bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
        runuser -u postgres -- env PATH="$bin:$PATH" "$@"
      }
      """;

  /** The repository is a link to that of whichever run is on; without one no log is kept. */
  private static final String START =
      POSTGRES
          + """
      chown postgres .
      postgres initdb -D data -A trust
      cat >> data/postgresql.conf <<EOF
      listen_addresses = ''
      unix_socket_directories = '$PWD'
      shared_buffers = 512MB
      max_wal_size = 4GB
      archive_mode = on
      archive_command = 'test ! -e $PWD/repo || pgbackrest --config=$PWD/pgbackrest.conf --stanza=bench archive-push %p'
      EOF
      cat > pgbackrest.conf <<EOF
      [global]
      repo1-path=$PWD/repo
      repo1-retention-full=9
      lock-path=$PWD/lock
      log-level-file=off
      log-level-console=error
      compress-type=zst
      compress-level=3
      process-max=2
      start-fast=y
      [bench]
      pg1-path=$PWD/data
      pg1-socket-path=$PWD
      EOF
      postgres pg_ctl -D data -w -l log start
      postgres createdb -h "$PWD" bench
      """;

  private final Bench bench;
  private final Path home;

  Cluster(Bench bench) throws IOException {
    this.bench = bench;
    this.home = bench.prepared("cluster");
    Path data = bench.prepared("rows");
    new Rows(bench.settings()).write(data);
    bench.bash().run(home, START);
    bench
        .bash()
        .run(
            data,
            POSTGRES
                + "postgres psql -Xq -v ON_ERROR_STOP=1 -h '%s' -d bench <<'SQL'\n%sSQL"
                    .formatted(home, Rows.TABLES));
  }

  Path home() {
    return home;
  }

  /** Changes one row in a hundred of one table. */
  void change() throws IOException {
    bench
        .bash()
        .run(
            home,
            POSTGRES
                + "postgres psql -Xq -h \"$PWD\" -d bench -c"
                + " 'UPDATE embeddings SET vector = vector || 1::real WHERE id % 100 = 0'");
  }

  /** pgBackRest, with a repository in {@code kept} of the run. */
  String pgbackrest(String words) {
    return "runuser -u postgres -- pgbackrest '--config=%s/pgbackrest.conf' --stanza=bench %s"
        .formatted(home, words);
  }

  /** Before a run of pgBackRest: its repository gets the log. */
  String repository() {
    return "install -d -o postgres kept/repo\nln -sfn \"$PWD/kept/repo\" '%s/repo'\n"
        .formatted(home);
  }

  /** Before a run of anything else: nobody gets the log. */
  String noRepository() {
    return "rm -f '%s/repo'".formatted(home);
  }

  /** Starts a server on what was restored, and counts. */
  String works() {
    return POSTGRES
        + """
        chown -R postgres restored
        chmod 700 restored
        chown postgres .
        postgres pg_ctl -D restored -w -l "$PWD/log" -o "-k $PWD -c archive_mode=off" start
        rows=$(postgres psql -XAtq -h "$PWD" -d bench -c 'SELECT count(*) FROM embeddings')
        postgres pg_ctl -D restored -w -m immediate stop
        [ "$rows" = %d ]"""
            .formatted(new Rows(bench.settings()).vectors());
  }

  @Override
  public void close() throws IOException {
    bench.bash().run(home, POSTGRES + "postgres pg_ctl -D data -w -m immediate stop");
  }
}
