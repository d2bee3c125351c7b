package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A tree that is stored already is backed up again. */
final class AgainTopic implements Topic {
  private static final String RUN = "backstay run --type incremental";
  private static final String RESTIC = "restic backup";
  private static final String BORG = "borg create -C zstd,3";
  private static final String PIPE = "tar | zstd -3 -T2 | tee >(openssl dgst -sha256)";

  /** 1 % of the small files, and a line more in one of the large ones. */
  private static final String CHANGES =
      """
      for note in $(find tree/notes -name 'note-*00.md'); do
        rev "$note" > new; mv new "$note"
      done
      log=$(find tree/logs -type f | head -1)
      cp "$log" new; echo "one more" >> new; mv new "$log"
      """;

  @Override
  public String name() {
    return "again";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    Path home = bench.prepared("again");
    bench.bash().run(home, "cp -a '%s' tree".formatted(bench.trees().mixed()));
    String tree = home.resolve("tree").toString();
    first(bench, "ours", Scripts.backup("again", tree));
    first(bench, "restic", Scripts.RESTIC_INIT + "\n" + Scripts.resticBackup(tree));
    first(bench, "borg", Scripts.BORG_INIT + "\n" + Scripts.borg(tree, "first"));
    Race same = race(bench, "Nothing has changed", home, tree, 0.5);
    bench.bash().run(home, CHANGES);
    return List.of(same, race(bench, "1 % has changed", home, tree, 0.75));
  }

  private static void first(Bench bench, String name, String script) throws IOException {
    Path directory = bench.prepared("again/" + name);
    bench.bash().run(directory, "mkdir kept; cp -R \"$state\" state\n" + script);
  }

  private static Race race(Bench bench, String title, Path home, String tree, double most)
      throws IOException {
    String backup = Scripts.backup("again", tree) + " --type incremental";
    return bench
        .track()
        .race(
            title + ": 20,000 small files and large ones, 2 GB, stored before",
            List.of(
                Contender.of(RUN, backup).before(stored(home, "ours")),
                Contender.of(RESTIC, Scripts.resticBackup(tree)).before(stored(home, "restic")),
                Contender.of(BORG, Scripts.borg(tree, "second")).before(stored(home, "borg")),
                Contender.of("borgmatic create", Scripts.borgmatic(tree))
                    .before(stored(home, "borg")),
                Contender.of(PIPE, Scripts.pipe(tree, "zstd -q -3 -T2", "kept")).atMost(1)),
            new Goal.Ratio(title + ": than restic", RUN, RESTIC, most));
  }

  /** What the first backup has left, for each run anew. */
  private static String stored(Path home, String name) {
    return "rm -rf state kept; cp -a '%s/%s/.' .".formatted(home, name);
  }
}
