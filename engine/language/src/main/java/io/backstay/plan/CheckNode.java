package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E144;

import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A check as it is written: its type and what stands beside it. */
record CheckNode(Catalog catalog, Problems problems) {
  static final Form WITHIN = Forms.of(Duration.class, "within");

  /** Its type, parameters and modifiers; empty after a problem was found. */
  Optional<OneKey.Typed> typed(Node node) {
    return new OneKey(OneKey.Category.CHECK, catalog.checks().keySet()).read(node, problems);
  }

  CheckDecl declaration(OneKey.Typed typed) {
    CheckType<?> type = catalog.check(typed.name());
    return new CheckDecl(
        type,
        new Part<>(typed.params(), type.params()),
        word(typed, "name").orElse(typed.name()),
        severity(typed),
        typed.scalar("within"),
        Conditions.of(typed),
        typed.type().position());
  }

  Monitor monitor(OneKey.Typed typed) {
    return new Monitor(declaration(typed), word(typed, "alert").orElse(null));
  }

  private Optional<String> word(OneKey.Typed typed, String modifier) {
    return typed
        .modifier(modifier)
        .flatMap(field -> Texts.writtenOut(field.value(), Use.required(modifier), problems));
  }

  private CheckUse.Severity severity(OneKey.Typed typed) {
    return word(typed, "severity")
        .flatMap(word -> severity(typed.scalarOrType("severity"), word))
        .orElse(CheckUse.Severity.CRITICAL);
  }

  private Optional<CheckUse.Severity> severity(Node node, String word) {
    Optional<CheckUse.Severity> found =
        Arrays.stream(CheckUse.Severity.values())
            .filter(severity -> WordForm.word(severity).equals(word.replace("warning", "warn")))
            .findFirst();
    if (found.isEmpty()) {
      problems.add(
          Problem.of(
                  E144,
                  node.position(),
                  Problems.quoted(word) + " is none of the words of `severity`")
              .help("write  severity: warn  or  severity: critical"));
    }
    return found;
  }
}
