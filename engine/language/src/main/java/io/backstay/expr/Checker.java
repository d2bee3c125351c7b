package io.backstay.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what an expression gives, and everything that is wrong with it, without a value being
 * known. What has no findings can be evaluated with any values the scope allows.
 */
public final class Checker {
  private final Scope scope;
  private final Expected expected;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private Checker(Scope scope, Expected expected) {
    this.scope = scope;
    this.expected = expected;
  }

  /**
   * Checks an expression.
   *
   * @param expr the expression
   * @param scope the names visible where it stands
   * @param expected what is accepted where it stands
   */
  public static Checked check(Expr expr, Scope scope, Expected expected) {
    Checker checker = new Checker(scope, expected);
    Typed typed = checker.typed(expr, Use.VALUE);
    checker.accept(expr, typed);
    checker.findings.sort(Comparator.comparingInt(Finding::offset));
    return new Checked(
        typed.kind(),
        typed.secret(),
        typed.late(),
        typed.absence().isPresent(),
        List.copyOf(checker.names),
        checker.findings);
  }

  private void accept(Expr expr, Typed typed) {
    if (!expected.absence()) {
      present(expr, typed);
    }
    boolean fits =
        expected.kind() == Kind.SECRET
            ? typed.secret() || !findings.isEmpty()
            : typed.kind() == Kind.NULL || Kinds.fits(expected.kind(), typed.kind());
    if (!fits) {
      findings.add(Mismatch.place(expr, expected, typed.kind()));
    }
  }

  private Typed typed(Expr expr, Use use) {
    return switch (expr) {
      case Expr.Literal literal -> literal(literal.value());
      case Expr.Name name -> name(name, use);
      case Expr.Items items -> items(items);
      case Expr.Not not -> condition(not.operand());
      case Expr.Logic logic -> logic(logic.operands());
      case Expr.Compare compare -> compare(compare);
      case Expr.Otherwise otherwise -> otherwise(otherwise, use);
      case Expr.Piped piped -> piped(piped);
      case Expr.Template template -> template(template.parts());
    };
  }

  private static Typed literal(Value value) {
    return value instanceof Value.Known known
        ? Typed.of(known.kind())
        : Typed.of(Kind.NULL).maybeAbsent("`null` is nothing");
  }

  private Typed name(Expr.Name name, Use use) {
    Optional<Entry> found = scope.find(name.parts());
    if (found.isEmpty()) {
      return wrong(Undeclared.name(name, scope));
    }
    names.add(name.path());
    Entry entry = found.get();
    if (entry.kind().isEmpty()) {
      return wrong(Mismatch.group(name, entry));
    }
    if (entry.secret() && !(expected.secrets() && use == Use.VALUE)) {
      return wrong(Leak.of(name, use, expected.place()));
    }
    return new Typed(entry.kind().get(), entry.secret(), entry.late(), entry.absence());
  }

  private Typed items(Expr.Items items) {
    List<Typed> elements = items.items().stream().map(it -> value(it, Use.CHANGED)).toList();
    Typed list = elements.stream().reduce(Typed.NOTHING, Typed::with);
    return Kinds.common(elements.stream().map(Typed::kind).toList())
        .map(element -> list.as(new Kind.ListOf(element)))
        .orElseGet(() -> wrong(Mismatch.list(items)));
  }

  private Typed logic(List<Expr> operands) {
    Typed all = Typed.of(Kind.BOOLEAN);
    for (Expr operand : operands) {
      all = all.with(condition(operand));
    }
    return all;
  }

  private Typed condition(Expr expr) {
    Typed typed = value(expr, Use.COMPARED);
    if (!Kinds.fits(Kind.BOOLEAN, typed.kind())) {
      findings.add(Mismatch.condition(expr, typed.kind()));
    }
    return typed.as(Kind.BOOLEAN);
  }

  private Typed compare(Expr.Compare compare) {
    Typed left = typed(compare.left(), Use.COMPARED);
    Typed right = typed(compare.right(), Use.COMPARED);
    Typed result = left.with(right).as(Kind.BOOLEAN).present();
    if (Comparing.asksForAbsence(compare, left.kind(), right.kind())) {
      return result;
    }
    present(compare.left(), left);
    present(compare.right(), right);
    if (left.kind() != Kind.NULL && right.kind() != Kind.NULL) {
      Comparing.check(compare, left.kind(), right.kind(), scope).ifPresent(findings::add);
    }
    return result;
  }

  private Typed otherwise(Expr.Otherwise otherwise, Use use) {
    List<Typed> choices = otherwise.choices().stream().map(it -> typed(it, use)).toList();
    Optional<Kind> kind = Kinds.common(choices.stream().map(Typed::kind).toList());
    if (kind.isEmpty()) {
      return wrong(Mismatch.choices(otherwise));
    }
    boolean present = choices.stream().anyMatch(choice -> choice.absence().isEmpty());
    Typed all = choices.stream().reduce(choices.getLast(), Typed::with).as(kind.get());
    return present ? all.present() : all;
  }

  private Typed piped(Expr.Piped piped) {
    Typed typed = typed(piped.input(), Use.CHANGED);
    for (Expr.Filtering filtering : piped.filters()) {
      typed = filtered(filtering, typed);
    }
    return typed;
  }

  private Typed filtered(Expr.Filtering filtering, Typed input) {
    Filter filter = filtering.filter();
    if (!Kinds.fits(filter.needs(), input.kind())) {
      return wrong(Mismatch.filter(filtering, input.kind()));
    }
    Typed output = input.as(filter.gives(input.kind()));
    return filter.mayGiveNothing() ? output.maybeAbsent("the list may be empty") : output;
  }

  private Typed template(List<Expr> parts) {
    Typed text = Typed.of(Kind.STRING);
    for (Expr part : parts) {
      Typed typed = value(part, Use.VALUE);
      if (!Kinds.hasText(typed.kind())) {
        findings.add(Mismatch.text(part, typed.kind()));
      }
      text = text.with(typed);
    }
    return text;
  }

  /** A part that must be there. */
  private Typed value(Expr expr, Use use) {
    Typed typed = typed(expr, use);
    present(expr, typed);
    return typed.kind() == Kind.NULL ? Typed.NOTHING : typed.present();
  }

  private void present(Expr expr, Typed typed) {
    typed.absence().ifPresent(why -> findings.add(Doubt.of(expr, typed.kind(), why)));
  }

  private Typed wrong(Finding finding) {
    findings.add(finding);
    return Typed.NOTHING;
  }
}
