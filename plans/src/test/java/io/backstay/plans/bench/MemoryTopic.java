package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory, when there is ten times as much of everything: of bytes, and of files. Archiving many
 * files is other code than archiving large ones, and code that was compiled takes room as well, so
 * the two are not compared with each other.
 */
final class MemoryTopic implements Topic {
  private static final long GB = 1_000_000_000;
  private static final int CROWD = 20_000;
  private static final String SMALL = "2 GB in large files";
  private static final String LARGE = "20 GB in large files";
  private static final String SOME = "20,000 files";
  private static final String MANY = "200,000 files";

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    Trees trees = bench.trees();
    Path small = bench.prepared("repetitive-2");
    Path large = bench.prepared("repetitive-20");
    trees.repetitive(small, 2 * GB);
    trees.repetitive(large, 20 * GB);
    Race race =
        bench
            .track()
            .race(
                "Memory of `backstay run`, verified, by how much there is",
                List.of(
                    run(SMALL, small),
                    run(LARGE, large),
                    run(SOME, trees.crowd(CROWD)),
                    run(MANY, trees.crowd(10 * CROWD))),
                new Goal.Growth("memory, ten times the bytes", LARGE, SMALL, 1.1),
                new Goal.Growth("memory, ten times the files", MANY, SOME, 1.1),
                new Goal.Memory("memory at 20 GB", LARGE, 256),
                new Goal.Memory("memory at 200,000 files", MANY, 256));
    return List.of(race);
  }

  private static Contender run(String name, Path tree) {
    return Contender.of(name, Scripts.backup("files", tree.toString()) + " --var verify=true")
        .atMost(1);
  }
}
