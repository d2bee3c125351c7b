package io.backstay.plans.bench;

import java.io.IOException;
import java.util.List;

/** A large tree becomes a stored set. */
final class FilesTopic implements Topic {
  private static final String RUN = "backstay run";
  private static final String VERIFIED = "backstay run, verified";
  private static final String PIPE = "tar | zstd -3 -T2 | tee >(openssl dgst -sha256)";
  private static final String SYNCED = "the same; sync";
  private static final String CHAIN = "the same; cp; read back: openssl dgst, zstd -d | tar t";
  private static final String HABIT = "tar czf; sha256sum; cp";
  private static final String LIMIT = "tar | zstd -3 -T2 > /dev/null";
  private static final String RESTIC = "restic backup";
  private static final String BORG = "borg create -C zstd,3";
  private static final String GZ = "backstay run, .tar.gz";
  private static final String PIGZ = "tar | pigz | tee >(openssl dgst -sha256)";

  @Override
  public String name() {
    return "files";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    String tree = bench.trees().mixed().toString();
    return List.of(zst(bench, tree), gz(bench, bench.trees().small().toString()));
  }

  private static Race zst(Bench bench, String tree) throws IOException {
    return bench
        .track()
        .race(
            "Files: 20,000 small ones and large ones, 2 GB",
            List.of(
                Contender.of(RUN, Scripts.backup("files", tree)),
                Contender.of(PIPE, Scripts.pipe(tree, "zstd -q -3 -T2", "kept")),
                Contender.of(
                    SYNCED, Scripts.pipe(tree, "zstd -q -3 -T2", "kept") + "\nsync -f kept"),
                Contender.of(VERIFIED, Scripts.backup("files", tree) + " --var verify=true"),
                Contender.of(CHAIN, chain(tree)),
                Contender.of(HABIT, habit(tree)).atMost(1),
                Contender.of(
                    LIMIT, "tar -C '%s' -cf - . | zstd -q -3 -T2 > /dev/null".formatted(tree)),
                Contender.of(RESTIC, Scripts.resticBackup(tree))
                    .before(Scripts.RESTIC_INIT)
                    .atMost(1),
                Contender.of(BORG, Scripts.borg(tree, "first")).before(Scripts.BORG_INIT).atMost(1),
                Contender.of("borgmatic create", Scripts.borgmatic(tree))
                    .before(Scripts.BORG_INIT)
                    .atMost(1)),
            new Goal.Ratio(
                "backup of files; ours takes a digest of each file, too", RUN, PIPE, 1.0),
            new Goal.Ratio("… that waits for the disk, as ours does", RUN, SYNCED, 1.0),
            new Goal.Ratio("backup of files and reading it back", VERIFIED, CHAIN, 0.7),
            new Goal.Ratio("… than what scripts do", RUN, HABIT, 0.15),
            new Goal.Ratio("… than the machine can", RUN, LIMIT, 1.5),
            new Goal.Ratio("… than restic, first backup", RUN, RESTIC, 0.6),
            new Goal.Ratio("… than borg, first backup", RUN, BORG, 0.7),
            new Goal.Memory("memory of a backup", VERIFIED, 256));
  }

  private static Race gz(Bench bench, String tree) throws IOException {
    return bench
        .track()
        .race(
            "The small files alone, 300 MB, gzip",
            List.of(
                Contender.of(GZ, Scripts.backup("files-gz", tree)),
                Contender.of(PIGZ, Scripts.pipe(tree, "pigz", "kept"))),
            new Goal.Ratio("backup of files to .tar.gz", GZ, PIGZ, 1.1));
  }

  private static String chain(String tree) {
    return Scripts.pipe(tree, "zstd -q -3 -T2", ".")
        + """

        cp tree kept/
        openssl dgst -sha256 < kept/tree | cmp - sum
        zstd -qdc < kept/tree | tar -tf - > /dev/null
        """;
  }

  private static String habit(String tree) {
    return "tar -C '%s' -czf tree . && sha256sum tree > sum && cp tree sum kept/".formatted(tree);
  }
}
