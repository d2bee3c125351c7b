package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a topic needs to measure.
 *
 * @param settings how much of it
 * @param bash scripts outside of races
 * @param track where races are run
 * @param trees files to back up
 */
record Bench(Settings settings, Bash bash, Track track, Trees trees) {
  private static final List<String> PROGRAMS =
      List.of(
          "tar",
          "zstd",
          "pigz",
          "openssl",
          "restic",
          "borg",
          "borgmatic",
          "pg_dump",
          "psql",
          "pgbackrest",
          "runuser",
          "findmnt");

  /** The first run of a host makes a key, once and for all; it is made before anything is timed. */
  private static final String READY =
      """
      rm -rf runs prepared state
      export BACKSTAY_STATE_DIR=$PWD/first/state BACKUP_DIR=$PWD/first/sets
      "$backstay" run "$plans/../../quickstart.backup.yaml"
      mkdir state
      cp -R first/state/keys state/
      rm -rf first""";

  /** Ready to measure: programs are there, backstay is built, nothing is left of an earlier run. */
  static Bench open(Settings settings) throws IOException {
    Files.createDirectories(settings.home());
    Bash bash = new Bash(environment(settings));
    requirePrograms(bash, settings.home());
    bash.run(settings.home(), READY);
    return new Bench(settings, bash, new Track(settings, bash), new Trees(settings));
  }

  private static Map<String, String> environment(Settings settings) {
    Path plans = Path.of("").toAbsolutePath();
    Map<String, String> environment = new HashMap<>();
    environment.put("backstay", plans.resolveSibling("backstay").toString());
    environment.put("plans", plans.resolve("src/bench").toString());
    environment.put("java", Path.of(System.getProperty("java.home"), "bin/java").toString());
    environment.put("state", settings.home().resolve("state").toString());
    environment.put("RESTIC_PASSWORD", "bench");
    environment.put("BORG_PASSPHRASE", "bench");
    environment.put("LC_ALL", "C.UTF-8");
    return environment;
  }

  private static void requirePrograms(Bash bash, Path home) throws IOException {
    String missing =
        bash.run(
            home,
            "for p in %s /usr/bin/time; do command -v $p > /dev/null || echo -n \"$p \"; done"
                .formatted(String.join(" ", PROGRAMS)));
    if (!missing.isEmpty()) {
      throw new AssertionError(
          "the benchmark compares with programs that are not here: "
              + missing
              + "\n  Debian: apt-get install time tar zstd pigz openssl restic borgbackup borgmatic"
              + " postgresql pgbackrest");
    }
  }

  /** An empty directory that lives as long as the topic; for what races are prepared with. */
  Path prepared(String name) throws IOException {
    return Files.createDirectories(settings.home().resolve("prepared").resolve(name));
  }
}
