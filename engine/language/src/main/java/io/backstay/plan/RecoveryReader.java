package io.backstay.plan;

import java.util.Optional;

/** Reads what only a Restore says. */
final class RecoveryReader {
  private final RulesReader rules;
  private final Scopes scopes;

  RecoveryReader(RulesReader rules, Scopes scopes) {
    this.rules = rules;
    this.scopes = scopes;
  }

  Plan.Recovery read(Plan of, Node.Fields content) {
    Part<Selection> backup = rules.part("backup", Selection.class, scopes.rules());
    Optional<Part<Confirm>> confirm =
        content
            .field("confirm")
            .map(field -> rules.part("confirm", Confirm.class, scopes.confirm()));
    return new Plan.Recovery(of, backup, confirm.orElse(null));
  }
}
