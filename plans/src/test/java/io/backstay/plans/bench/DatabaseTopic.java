package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL database is dumped and loaded. */
final class DatabaseTopic implements Topic {
  private static final String RUN = "backstay run";
  private static final String SOURCE = "pg_dump -Fc -Z0 > /dev/null";
  private static final String PIPE = "pg_dump -Fc -Z0 | zstd -3 -T2 | tee >(openssl dgst -sha256)";
  private static final String DEFAULT = "pg_dump -Fc";
  private static final String RESTORE = "backstay restore";
  private static final String TWO_JOBS = "pg_restore -j2 of pg_dump -Fc -Z1";

  @Override
  public String name() {
    return "database";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    try (Database database = new Database(bench)) {
      Path stored = bench.prepared("dumps");
      bench.bash().run(stored, backup(database));
      bench.bash().run(stored, database.access() + " pg_dump -Fc -Z1 -d bench > bench.dump");
      return List.of(dump(bench, database), load(bench, database, stored));
    }
  }

  private static Race dump(Bench bench, Database database) throws IOException {
    String dump = database.access() + " pg_dump -Fc -d bench ";
    return bench
        .track()
        .race(
            "A database of 1.5 GB, dumped",
            List.of(
                Contender.of(RUN, backup(database)),
                Contender.of(SOURCE, dump + "-Z0 > /dev/null"),
                Contender.of(PIPE, pipe(dump)),
                Contender.of(DEFAULT, dump + "> kept/dump").atMost(1)),
            new Goal.Ratio("dump of a database", RUN, SOURCE, 1.25),
            new Goal.Ratio("… than most people's command", RUN, DEFAULT, 0.3),
            new Goal.Memory("memory of a dump", RUN, 256));
  }

  private static Race load(Bench bench, Database database, Path stored) throws IOException {
    String restore =
        """
        %1$s BACKSTAY_STATE_DIR='%3$s/state' "$backstay" restore "$plans/database.restore.yaml" \
        --confirm copy --var host=%2$s --var database=copy --var 'store=%3$s/kept'"""
            .formatted(database.access(), database.host(), stored);
    return bench
        .track()
        .race(
            "The dump, restored",
            List.of(
                Contender.of(RESTORE, restore)
                    .before(database.access() + " createdb copy")
                    .after(database.onlySource()),
                Contender.of(
                        TWO_JOBS,
                        "%s pg_restore -j2 -d copy '%s/bench.dump'"
                            .formatted(database.access(), stored))
                    .before(database.access() + " createdb copy")
                    .after(database.onlySource())),
            new Goal.Ratio("restore of a database", RESTORE, TWO_JOBS, 1.05),
            new Goal.Memory("memory of a load", RESTORE, 256));
  }

  private static String backup(Database database) {
    return """
        %s %s run "$plans/database.backup.yaml" --var host=%s --var database=bench \
        --var "store=$PWD/kept\""""
        .formatted(database.access(), Scripts.BACKSTAY, database.host());
  }

  private static String pipe(String dump) {
    return """
        mkfifo digest
        openssl dgst -sha256 < digest > kept/sum &
        %s -Z0 | zstd -q -3 -T2 | tee digest > kept/dump
        wait $!"""
        .formatted(dump);
  }
}
