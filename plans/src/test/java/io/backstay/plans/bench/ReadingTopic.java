package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A stored tree is verified and restored. */
final class ReadingTopic implements Topic {
  private static final String ZSTD = "zstd -q -3 -T2";
  private static final String VERIFY = "backstay verify";
  private static final String DIGEST = "backstay restore, fetch only";
  private static final String LIST = "zstd -d | tar t; sha256sum";
  private static final String QUICK_LIST = "zstd -d | tar t; openssl dgst";
  private static final String OPENSSL = "openssl dgst -sha256";
  private static final String RESTIC_CHECK = "restic check --read-data";
  private static final String RESTORE = "backstay restore";
  private static final String EXTRACT = "zstd -dc | tar x";
  private static final String EXTRACT_SYNCED = "zstd -dc | tar x; sync";
  private static final String RESTIC = "restic restore";
  private static final String RESTIC_SYNCED = "restic restore; sync";

  @Override
  public String name() {
    return "reading";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    String tree = bench.trees().mixed().toString();
    Path stored = bench.prepared("reading");
    bench.bash().run(bench.prepared("reading/pipe"), Scripts.pipe(tree, ZSTD, "."));
    bench.bash().run(bench.prepared("reading/backstay"), Scripts.backup("files", tree));
    bench
        .bash()
        .run(
            bench.prepared("reading/restic"),
            Scripts.RESTIC_INIT + "\n" + Scripts.resticBackup(tree));
    return List.of(verify(bench, stored), restore(bench, stored, tree));
  }

  private static Race verify(Bench bench, Path stored) throws IOException {
    String list = "cd '%s/pipe'; zstd -qdc < tree | tar -tf - > /dev/null; ".formatted(stored);
    return bench
        .track()
        .race(
            "Every byte of the stored tree, read again",
            List.of(
                Contender.of(VERIFY, backstay("verify", "files.backup", stored, "none")),
                Contender.of(LIST, list + "sha256sum tree > /dev/null"),
                Contender.of(QUICK_LIST, list + "openssl dgst -sha256 tree > /dev/null"),
                Contender.of(RESTIC_CHECK, restic(stored) + "check --read-data").atMost(1),
                Contender.of(DIGEST, backstay("restore", "fetch.restore", stored, "none")),
                Contender.of(OPENSSL, "openssl dgst -sha256 '%s/pipe/tree'".formatted(stored))),
            new Goal.Ratio("verify: every byte, every file's digest", VERIFY, LIST, 0.8),
            new Goal.Ratio("… than restic's", VERIFY, RESTIC_CHECK, 1.0),
            new Goal.Ratio("digests only", DIGEST, OPENSSL, 1.25),
            new Goal.Memory("memory of a verification", VERIFY, 256));
  }

  private static Race restore(Bench bench, Path stored, String tree) throws IOException {
    String same = "diff -r --no-dereference '%s' ".formatted(tree);
    String extract =
        "mkdir restored; zstd -qdc < '%s/pipe/tree' | tar -C restored -xf -".formatted(stored);
    String resticRestore = restic(stored) + "restore latest --target restored";
    return bench
        .track()
        .race(
            "The stored tree, restored to a directory that is not there",
            List.of(
                Contender.of(RESTORE, backstay("restore", "files.restore", stored, "$PWD/restored"))
                    .after(same + "restored"),
                Contender.of(EXTRACT, extract).after(same + "restored"),
                Contender.of(EXTRACT_SYNCED, extract + "; sync").after(same + "restored"),
                Contender.of(RESTIC, resticRestore).after(same + "restored" + tree),
                Contender.of(RESTIC_SYNCED, resticRestore + "; sync")
                    .after(same + "restored" + tree)),
            new Goal.Ratio("restore of files", RESTORE, EXTRACT, 1.0),
            new Goal.Ratio("… that waits for the disk, as ours does", RESTORE, EXTRACT_SYNCED, 1.0),
            new Goal.Ratio("… than restic's", RESTORE, RESTIC, 0.8),
            new Goal.Ratio("… than restic's that waits, too", RESTORE, RESTIC_SYNCED, 0.8),
            new Goal.Memory("memory of a restore", RESTORE, 256));
  }

  private static String backstay(String verb, String plan, Path stored, String tree) {
    return """
        BACKSTAY_STATE_DIR='%1$s/backstay/state' "$backstay" %2$s "$plans/%3$s.yaml" \
        --var 'store=%1$s/backstay/kept' --var "tree=%4$s\""""
        .formatted(stored, verb, plan, tree);
  }

  private static String restic(Path stored) {
    return "restic -q --cache-dir '%1$s/restic/cache' -r '%1$s/restic/kept/repo' "
        .formatted(stored);
  }
}
