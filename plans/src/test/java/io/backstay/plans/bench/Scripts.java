package io.backstay.plans.bench;

/** Lines that several topics time; they run in the fresh directory of a run. */
final class Scripts {
  private Scripts() {}

  static final String RESTIC_INIT = "restic -q --cache-dir cache -r kept/repo init";

  /**
   * Our command, as on a host that has made backups before but knows of no set except those in the
   * store of this run: it would rightly miss the others.
   */
  static final String BACKSTAY = "BACKSTAY_STATE_DIR=\"$PWD/state\" \"$backstay\"";

  /** A run of a plan that stores a tree. */
  static String backup(String plan, String tree) {
    return "%s run \"$plans/%s.backup.yaml\" --var 'tree=%s' --var \"store=$PWD/kept\""
        .formatted(BACKSTAY, plan, tree);
  }

  /**
   * Archive and digest in one pass. A named pipe in place of {@code >(…)}, because a shell waits
   * for its processes but not for those.
   */
  static String pipe(String tree, String compressor, String directory) {
    return """
        mkfifo digest
        openssl dgst -sha256 < digest > %3$s/sum &
        tar -C '%1$s' -cf - . | %2$s | tee digest > %3$s/tree
        wait $!"""
        .formatted(tree, compressor, directory);
  }

  private static final String BORG_ENVIRONMENT =
      "export BORG_BASE_DIR=$PWD/borg BORG_RELOCATED_REPO_ACCESS_IS_OK=yes\n";

  static final String BORG_INIT = BORG_ENVIRONMENT + "borg init -e repokey kept/repo";

  static String borg(String tree, String archive) {
    return BORG_ENVIRONMENT + "borg create -C zstd,3 kept/repo::%s '%s'".formatted(archive, tree);
  }

  /** What keeps borg's options in a file, and runs it. */
  static String borgmatic(String tree) {
    return BORG_ENVIRONMENT
        + """
        cat > borgmatic.yaml <<EOF
        location:
            source_directories: ['%s']
            repositories: ['$PWD/kept/repo']
        storage:
            compression: zstd,3
            relocated_repo_access_is_ok: true
        EOF
        borgmatic -c borgmatic.yaml create
        """
            .formatted(tree);
  }

  static String resticBackup(String tree) {
    return "restic -q --cache-dir cache -r kept/repo backup '%s'".formatted(tree);
  }
}
