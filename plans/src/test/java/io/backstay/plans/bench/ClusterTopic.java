package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A whole PostgreSQL server is copied, and restored. */
final class ClusterTopic implements Topic {
  private static final String RUN = "backstay run, base-backup";
  private static final String FULL = "pgbackrest backup --type=full";
  private static final String INCREMENTAL = "pgbackrest backup --type=incr";
  private static final String STOCK = "pg_basebackup | zstd -3 -T2";
  private static final String VERIFY = "backstay verify";
  private static final String PGBACKREST_VERIFY = "pgbackrest verify";
  private static final String RESTORE = "backstay restore, untar";
  private static final String PGBACKREST_RESTORE = "pgbackrest restore";

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    try (Cluster cluster = new Cluster(bench)) {
      Race full = full(bench, cluster);
      Path stored = stored(bench, cluster);
      Race verify = verify(bench, cluster, stored);
      Race restore = restore(bench, cluster, stored);
      cluster.change();
      return List.of(full, changed(bench, cluster, stored), verify, restore);
    }
  }

  private static Race full(Bench bench, Cluster cluster) throws IOException {
    return bench
        .track()
        .race(
            "The files of a server with a database of 1.5 GB, copied while it works",
            List.of(
                Contender.of(RUN, ours(cluster, "$PWD")).before(cluster.noRepository()),
                Contender.of(FULL, cluster.pgbackrest("--type=full backup"))
                    .before(cluster.repository() + cluster.pgbackrest("stanza-create")),
                Contender.of(
                        STOCK,
                        "pg_basebackup -h '%s' -U postgres -D - -Ft -X fetch -c fast"
                                .formatted(cluster.home())
                            + " | zstd -q -3 -T2 > kept/cluster")
                    .before(cluster.noRepository())),
            new Goal.Ratio("copy of a server", RUN, STOCK, 1.25),
            new Goal.Ratio("… than pgBackRest", RUN, FULL, 1.0));
  }

  /** A set and a repository that each run works on, or with a copy of. */
  private static Path stored(Bench bench, Cluster cluster) throws IOException {
    Path stored = bench.prepared("clusters");
    bench
        .bash()
        .run(
            stored,
            String.join(
                "\n",
                "mkdir kept",
                "cp -R \"$state\" state",
                ours(cluster, "$PWD"),
                cluster.repository(),
                cluster.pgbackrest("stanza-create"),
                cluster.pgbackrest("--type=full backup")));
    return stored;
  }

  private static Race changed(Bench bench, Cluster cluster, Path stored) throws IOException {
    return bench
        .track()
        .race(
            "The same again, when a row in a hundred of one table has changed",
            List.of(
                Contender.of(RUN, ours(cluster, "$PWD")).before(cluster.noRepository()),
                Contender.of(INCREMENTAL, cluster.pgbackrest("--type=incr backup"))
                    .before(
                        "cp -a '%s/kept/repo' kept/\n".formatted(stored) + cluster.repository())));
  }

  private static Race verify(Bench bench, Cluster cluster, Path stored) throws IOException {
    return bench
        .track()
        .race(
            "Every byte of it, read again",
            List.of(
                Contender.of(VERIFY, backstay("verify", "backup", cluster, stored.toString())),
                Contender.of(PGBACKREST_VERIFY, cluster.pgbackrest("verify"))));
  }

  private static Race restore(Bench bench, Cluster cluster, Path stored) throws IOException {
    return bench
        .track()
        .race(
            "It is restored to a directory that is not there",
            List.of(
                Contender.of(RESTORE, backstay("restore", "restore", cluster, stored.toString()))
                    .after(cluster.works()),
                Contender.of(
                        PGBACKREST_RESTORE,
                        cluster.pgbackrest("--pg1-path=\"$PWD/restored\" restore"))
                    .before("install -d -o postgres restored")
                    .after(cluster.works())),
            new Goal.Ratio(
                "restore of a server: than pgBackRest", RESTORE, PGBACKREST_RESTORE, 1.0));
  }

  private static String ours(Cluster cluster, String stored) {
    return backstay("run", "backup", cluster, stored);
  }

  private static String backstay(String verb, String plan, Cluster cluster, String stored) {
    return """
        BACKSTAY_STATE_DIR="%4$s/state" "$backstay" %1$s "$plans/cluster.%2$s.yaml" \
        --var 'host=%3$s' --var "data=$PWD/restored" --var "store=%4$s/kept\""""
        .formatted(verb, plan, cluster.home(), stored);
  }
}
