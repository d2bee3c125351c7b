package io.backstay.plans;

/**
 * What there is in an AI-Across deployment.
 *
 * @param app the deployment
 */
record AiAcrossContent(AiAcross app) {
  private static final String COUNTS =
      "SELECT 'users', count(*) FROM users UNION ALL SELECT 'assistants', count(*) FROM assistants"
          + " UNION ALL SELECT 'conversations', count(*) FROM conversations"
          + " UNION ALL SELECT 'messages', count(*) FROM messages ORDER BY 1";
  // Not what a restore keeps aside; nor the name with a line break, which tools print differently.
  static final String FILES =
      "find . -type f -not -path './.backstay/*' -not -name '*break.txt' -exec sha256sum {} +"
          + " | sort -k2";
  private static final String METADATA =
      "cd /uploads && find . -not -name .backstay -not -path './.backstay/*' -exec stat -c '%n %a %u %g %Y %F' {} + | sort";
  private static final String CHANGES =
      "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables ORDER BY 1";

  /** How many rows tables have. */
  String counts() {
    return app.sql(COUNTS);
  }

  /** The same of another database of the server. */
  String counts(String database) {
    return app.in(app.postgres, "psql", "-XAtq", "-U", "aiacross", "-d", database, "-c", COUNTS);
  }

  /** The digest of each file. */
  String digests() {
    return app.shell("cd /uploads && " + FILES);
  }

  /** Whose each file is, and what else is known of it. */
  String metadata() {
    return app.shell(METADATA);
  }

  /** Loses all of it. */
  void destroy() {
    app.stop(app.chroma);
    app.sql("DROP TABLE messages, conversations, assistants, users CASCADE");
    app.shell("rm -rf /uploads/* /vectors/*");
  }

  /** What was ever written to any table. */
  String changes() {
    return app.sql(CHANGES);
  }
}
