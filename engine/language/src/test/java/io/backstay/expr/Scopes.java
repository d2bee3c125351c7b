package io.backstay.expr;

import java.util.List;
import java.util.Map;

/** The names of a plan that has a bit of everything. */
final class Scopes {
  static final Scope PLAN =
      Scope.of(
              Map.of(
                  "vars",
                  Entry.group(
                      Map.ofEntries(
                          Map.entry("backup-dir", Entry.of(Kind.PATH)),
                          Map.entry("name", Entry.of(Kind.STRING)),
                          Map.entry("offsite", Entry.of(Kind.BOOLEAN)),
                          Map.entry("port", Entry.of(Kind.INTEGER)),
                          Map.entry("ratio", Entry.of(Kind.NUMBER)),
                          Map.entry("retention", Entry.of(Kind.DURATION)),
                          Map.entry("quota", Entry.of(Kind.SIZE)),
                          Map.entry("drift", Entry.of(Kind.PERCENT)),
                          Map.entry("tables", Entry.of(Kind.LIST)),
                          Map.entry("until", Entry.of(Kind.TIMESTAMP)),
                          Map.entry(
                              "target",
                              Entry.of(Kind.PATH)
                                  .maybeAbsent("`target` is not required and has no default")))),
                  "secrets",
                  Entry.group(
                      Map.of("db-password", Entry.of(Kind.SECRET), "token", Entry.of(Kind.SECRET))),
                  "sources",
                  Entry.group(
                      Map.of(
                          "db",
                          Entry.group(
                              Map.of(
                                  "url", Entry.of(Kind.STRING).hidden(),
                                  "host", Entry.of(Kind.STRING))))),
                  "run",
                  Entry.group(
                      Map.of(
                          "type", Entry.of(Kind.STRING).oneOf(List.of("full", "incremental")),
                          "stamp", Entry.of(Kind.STRING).knownAtRun(),
                          "started-at", Entry.of(Kind.TIMESTAMP).knownAtRun())),
                  "steps",
                  Entry.group(
                      Map.of(
                          "logical",
                          Entry.group(
                                  Map.of(
                                      "duration",
                                      Entry.of(Kind.DURATION),
                                      "artifact",
                                      Entry.of(Kind.STRING)
                                          .with(Map.of("size", Entry.of(Kind.SIZE)))))
                              .knownAtRun(),
                          "query",
                          Entry.group(
                                  Map.of(
                                      "rows", Entry.of(Kind.INTEGER), "value", Entry.of(Kind.ANY)))
                              .knownAtRun()
                              .maybeAbsent("step `query` has `when:`"))),
                  "stores",
                  Entry.group(Map.of())))
          .butNot("failure", "on-failure, finally and notify");

  private Scopes() {}
}
