package io.backstay.plan;

import io.backstay.expr.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the libraries of a plan have, each name with the alias of its library before it.
 *
 * @param secrets by their qualified names
 * @param fragments by their qualified names
 */
record Libraries(Map<String, SecretDecl> secrets, Map<String, Fragment> fragments) {
  /** What stands under {@code use:}. */
  static final String SECTION = "use";

  /**
   * Reads what a plan uses. What is wrong with a library is told where it is.
   *
   * @param content of a plan, with its libraries in it
   */
  static Libraries of(Node.Fields content, Checking checking) {
    Map<String, SecretDecl> secrets = new LinkedHashMap<>();
    Map<String, Fragment> fragments = new LinkedHashMap<>();
    Checking apart = checking.in(Scope.of(Map.of()));
    if (content.field(SECTION).map(Node.Field::value).orElse(null) instanceof Node.Fields all) {
      for (Node.Field one : all.fields()) {
        if (one.value() instanceof Node.Fields library) {
          read(one.name(), library, apart, secrets, fragments);
        }
      }
    }
    return new Libraries(secrets, fragments);
  }

  /** Finds what is wrong with one library by itself. */
  static void check(String name, Node.Fields library, Ground ground, Problems problems) {
    Checking checking = new Checking(ground, Names.NONE, Scope.of(Map.of()), problems);
    read(name, library, checking, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private static void read(
      String alias,
      Node.Fields library,
      Checking checking,
      Map<String, SecretDecl> secrets,
      Map<String, Fragment> fragments) {
    new SecretsReader(checking)
        .read(library.field("secrets").orElse(null))
        .forEach((name, secret) -> secrets.put(alias + "." + name, secret.called(alias)));
    new FragmentsReader(alias, checking)
        .read(library.field("fragments").orElse(null))
        .values()
        .forEach(fragment -> fragments.put(fragment.qualified(), fragment));
  }

  /** These and those. */
  Libraries and(Libraries more) {
    Map<String, SecretDecl> allSecrets = new LinkedHashMap<>(secrets);
    allSecrets.putAll(more.secrets);
    Map<String, Fragment> allFragments = new LinkedHashMap<>(fragments);
    allFragments.putAll(more.fragments);
    return new Libraries(allSecrets, allFragments);
  }
}
