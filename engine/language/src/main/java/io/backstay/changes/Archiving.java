package io.backstay.changes;

import io.backstay.changes.Judge.Verdict;

/** What is archived between two backups. */
final class Archiving {
  private static final String LOST =
      "what is written between two backups is lost with the server; no RPO can rest on it";

  private Archiving() {}

  static Verdict judge(Difference it) {
    boolean whole = it.path().size() <= 2;
    boolean store = it.path().size() == 4 && it.type(2).equals("to");
    return whole || store
        ? Verdict.ofProtection(it, whole ? LOST : "the archive is in one place less")
        : Timeliness.judge(it);
  }
}
