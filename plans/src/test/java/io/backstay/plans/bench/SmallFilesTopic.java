package io.backstay.plans.bench;

import java.io.IOException;
import java.util.List;

/** Many small files: where starting and looking around cost more than the bytes. */
final class SmallFilesTopic implements Topic {
  private static final String RUN = "backstay run";
  private static final String PIPE = "tar | zstd -3 -T2 | tee >(openssl dgst -sha256)";
  private static final String FORGET = "sync; echo 3 > /proc/sys/vm/drop_caches";

  @Override
  public String name() {
    return "small";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    String tree = bench.trees().small().toString();
    Contender ours = Contender.of(RUN, Scripts.backup("files", tree));
    Contender theirs = Contender.of(PIPE, Scripts.pipe(tree, "zstd -q -3 -T2", "kept"));
    Race warm =
        bench
            .track()
            .race(
                "20,000 small files, 300 MB, read before",
                List.of(ours, theirs),
                new Goal.Ratio("small files, warm", RUN, PIPE, 1.6));
    if (!bench.bash().run(bench.settings().home(), "id -u").strip().equals("0")) {
      return List.of(warm);
    }
    Race cold =
        bench
            .track()
            .race(
                "20,000 small files, 300 MB, nothing cached",
                List.of(ours.before(FORGET), theirs.before(FORGET)),
                new Goal.Ratio("small files, cold", RUN, PIPE, 1.1));
    return List.of(warm, cold);
  }
}
