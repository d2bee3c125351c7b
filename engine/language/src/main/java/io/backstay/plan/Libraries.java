package io.backstay.plan;

import io.backstay.expr.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the libraries of a plan have, each name with the alias of its library before it.
 *
 * @param secrets by their qualified names
 * @param fragments by their qualified names
 * @param notifiers by their qualified names, as plans would write them
 */
record Libraries(
    Map<String, SecretDecl> secrets, Map<String, Fragment> fragments, Map<String, Node> notifiers) {
  private static final String SECRETS = "secrets.";

  /** What stands under {@code use:}. */
  static final String SECTION = "use";

  /**
   * Reads what a plan uses. What is wrong with a library is told where it is.
   *
   * @param content of a plan, with its libraries in it
   */
  static Libraries of(Node.Fields content, Checking checking) {
    Libraries all = none();
    Checking apart = checking.in(Scope.of(Map.of()));
    if (content.field(SECTION).map(Node.Field::value).orElse(null) instanceof Node.Fields each) {
      for (Node.Field one : each.fields()) {
        if (one.value() instanceof Node.Fields library) {
          all = all.and(one(one.name(), library, apart));
        }
      }
    }
    return all;
  }

  /**
   * Those of a Drill, which has those of its plans besides; what is wrong with those was said.
   *
   * @param restore the Restore it is about
   */
  static Libraries of(Node.Fields content, Plan restore, Checking checking) {
    Checking silent = checking.with(new Problems());
    Plan.Recovery recovery = restore.recovery();
    Libraries all = recovery == null ? none() : of(recovery.of().head().content(), silent);
    return all.and(of(restore.head().content(), silent)).and(of(content, checking));
  }

  private static Libraries none() {
    return new Libraries(Map.of(), Map.of(), Map.of());
  }

  /** Finds what is wrong with one library by itself. */
  static void check(String name, Node.Fields library, Ground ground, Problems problems) {
    one(name, library, new Checking(ground, Names.NONE, Scope.of(Map.of()), problems));
  }

  private static Libraries one(String alias, Node.Fields library, Checking checking) {
    Map<String, SecretDecl> own =
        new SecretsReader(checking).read(library.field("secrets").orElse(null));
    Map<String, SecretDecl> secrets = new LinkedHashMap<>();
    own.forEach((name, secret) -> secrets.put(alias + "." + name, secret.called(alias)));
    Map<String, Fragment> fragments = new LinkedHashMap<>();
    new FragmentsReader(alias, checking)
        .read(library.field("fragments").orElse(null))
        .values()
        .forEach(fragment -> fragments.put(fragment.qualified(), fragment));
    Map<String, Node> notifiers = new LinkedHashMap<>();
    Names names = new Names(Set.of(), Set.of(), Set.of(), own.keySet());
    Scope scope = Scopes.library(own.keySet());
    new NotifyReader(new Checking(checking.ground(), names, scope, checking.problems()))
        .declared(library.field("notifiers").orElse(null))
        .forEach(
            (name, node) ->
                notifiers.put(alias + "." + name, Renamed.all(node, it -> qualified(alias, it))));
    return new Libraries(secrets, fragments, notifiers);
  }

  /** A library names its own secrets without its alias, which it does not know. */
  private static Optional<String> qualified(String alias, String name) {
    return name.startsWith(SECRETS)
        ? Optional.of(SECRETS + alias + "." + name.substring(SECRETS.length()))
        : Optional.empty();
  }

  /** These and those. */
  Libraries and(Libraries more) {
    return new Libraries(
        Plan.Things.joined(secrets, more.secrets),
        Plan.Things.joined(fragments, more.fragments),
        Plan.Things.joined(notifiers, more.notifiers));
  }
}
