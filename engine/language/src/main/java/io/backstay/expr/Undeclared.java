package io.backstay.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A name that nothing declares, and what was probably meant by it. */
final class Undeclared {
  private static final Map<String, String> LITERALS =
      Map.of(
          "true",
          "true",
          "false",
          "false",
          "null",
          "null",
          "none",
          "null",
          "nil",
          "null",
          "undefined",
          "null");

  private final List<String> parts;
  private final Scope scope;

  private Undeclared(List<String> parts, Scope scope) {
    this.parts = parts;
    this.scope = scope;
  }

  static Finding name(Expr.Name name, Scope scope) {
    Finding finding =
        Finding.of(
                "E304",
                name.offset(),
                name.length(),
                Finding.quoted(name.path()) + " is not declared")
            .note("an undeclared name is an error, never an empty string");
    return new Undeclared(name.parts(), scope).explain(finding);
  }

  private Finding explain(Finding finding) {
    String where = scope.elsewhere().get(parts.getFirst());
    if (where != null) {
      return finding.note("`" + parts.getFirst() + "` is known only in " + where);
    }
    return literal()
        .or(this::corrected)
        .or(this::member)
        .map(finding::didYouMean)
        .orElseGet(() -> declared(finding));
  }

  private Optional<String> literal() {
    String word = String.join(".", parts).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(LITERALS.get(word));
  }

  /** The name with each part that does not exist replaced by the nearest that does. */
  private Optional<String> corrected() {
    Entry group = Entry.group(scope.roots());
    List<String> path = new ArrayList<>();
    for (String part : parts) {
      Optional<String> near = Nearest.to(part, group.members().keySet());
      if (near.isEmpty()) {
        return Optional.empty();
      }
      path.add(near.get());
      group = group.member(near.get()).orElse(group);
    }
    return Optional.of(String.join(".", path));
  }

  /** The name with the root that was left out. */
  private Optional<String> member() {
    return scope.roots().entrySet().stream()
        .filter(root -> root.getValue().find(parts).isPresent())
        .map(root -> root.getKey() + "." + String.join(".", parts))
        .min(Comparator.naturalOrder());
  }

  /** What is declared where the name leaves what is. */
  private Finding declared(Finding finding) {
    int known = 0;
    while (scope.find(parts.subList(0, known + 1)).isPresent()) {
      known++;
    }
    if (known == 0) {
      return noRoot(finding);
    }
    String prefix = String.join(".", parts.subList(0, known));
    Entry group = scope.find(parts.subList(0, known)).orElseThrow();
    if (!group.members().isEmpty()) {
      return finding.help("declared in `%s`: %s".formatted(prefix, listed(group)));
    }
    return finding.note(
        group
            .kind()
            .map(kind -> "`" + prefix + "` is " + kind.named() + " and has no members")
            .orElse("nothing is declared in `" + prefix + "`"));
  }

  private Finding noRoot(Finding finding) {
    if (parts.getFirst().equals("env")) {
      return finding.help(
          "declare an input that is bound to it: vars: {name: {env: " + parts.getLast() + "}}");
    }
    Finding roots = finding.help("names begin with " + listed(Entry.group(scope.roots())));
    return parts.size() > 1
        ? roots
        : roots.help("a text stands in quotes: '" + parts.getFirst() + "'");
  }

  private static String listed(Entry group) {
    return Finding.listed(group.members().keySet().stream().sorted().toList());
  }
}
