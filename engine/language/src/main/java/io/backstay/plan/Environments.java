package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E123;
import static io.backstay.plan.ProblemCode.E150;
import static io.backstay.plan.ProblemCode.E151;
import static io.backstay.plan.ProblemCode.E152;

import io.backstay.expr.Finding;
import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.ScalarReader;
import io.backstay.expr.Value;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code environments:}: in what a plan differs from one place to another. */
final class Environments {
  static final String SECTION = "environments";
  static final String PROTECTED = "protected";

  /** What may differ. Steps may not, so that what is drilled is what production runs. */
  static final List<TopKey> MAY_DIFFER =
      List.of(
          TopKey.VARS,
          TopKey.SECRETS,
          TopKey.SOURCES,
          TopKey.SERVICES,
          TopKey.STORES,
          TopKey.OBJECTIVES,
          TopKey.SCHEDULE,
          TopKey.TYPES,
          TopKey.RETENTION,
          TopKey.NOTIFY,
          TopKey.MONITORS,
          TopKey.CONTINUOUS);

  /** Sections of names that steps and expressions rest on. */
  private static final Set<TopKey> OF_NAMES =
      Set.of(
          TopKey.VARS,
          TopKey.SECRETS,
          TopKey.SOURCES,
          TopKey.SERVICES,
          TopKey.STORES,
          TopKey.TYPES);

  /** Sections an environment can add to, as long as the plan names what it adds. */
  private static final Set<TopKey> MAY_GROW = Set.of(TopKey.STORES, TopKey.SECRETS);

  private static final String UNNAMED = "nothing in the plan names it";
  private static final String FIXED =
      "an environment changes what the plan declares, and adds stores and secrets only";

  private final Node.Fields root;
  private final Problems problems;

  Environments(Node.Fields root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** Whether an environment can say something of a key. */
  static boolean mayDiffer(String key) {
    return TopKey.of(key).filter(MAY_DIFFER::contains).isPresent();
  }

  /** Names of those a file declares, as far as that can be made out. */
  static List<String> names(Node.Fields root) {
    return root.field(SECTION).map(Node.Field::value).orElse(null) instanceof Node.Fields fields
        ? fields.fields().stream().map(Node.Field::name).toList()
        : List.of();
  }

  /**
   * Checks all of them, and finds one.
   *
   * @param name which; null for none
   * @return empty after it was found that there is none of that name
   */
  Optional<Environment> read(@Nullable String name) {
    Set<String> guarded = new HashSet<>();
    Node.Fields none = new Node.Fields(List.of(), root.position());
    Node.Fields overlay = name == null ? none : null;
    Node.Field section = root.field(SECTION).orElse(null);
    for (Node.Field one : NamedFields.of(section, "environment", problems)) {
      Node.Fields said = said(one);
      if (said != null) {
        said.fields().forEach(field -> check(one, field, guarded));
      }
      if (one.name().equals(name)) {
        overlay = said == null ? none : said;
      }
    }
    if (overlay == null) {
      problems.add(unknown(name == null ? "" : name));
      return Optional.empty();
    }
    return Optional.of(
        new Environment(
            name == null ? "" : name, overlay, names(root), guarded, Elsewhere.of(root, overlay)));
  }

  private Node.@Nullable Fields said(Node.Field environment) {
    if (environment.value() instanceof Node.Fields fields) {
      return fields;
    }
    if (!Texts.nothing(environment.value())) {
      problems.add(Texts.shape(environment.value(), Use.required(environment.name()), "a map"));
    }
    return null;
  }

  private void check(Node.Field environment, Node.Field said, Set<String> guarded) {
    if (said.name().equals(PROTECTED)) {
      if (truth(said)) {
        guarded.add(environment.name());
      }
      return;
    }
    Optional<TopKey> key = TopKey.of(said.name());
    if (!mayDiffer(said.name())) {
      problems.add(misplaced(said.key(), key.isPresent()));
    } else if (OF_NAMES.contains(key.get()) && said.value() instanceof Node.Fields names) {
      names.fields().forEach(name -> checkDeclared(environment, key.get(), name.key()));
    }
  }

  private boolean truth(Node.Field said) {
    return Texts.writtenOut(
                said.value(), Use.required(PROTECTED).at(said.key().position()), problems)
            .isPresent()
        && said.value() instanceof Node.Scalar scalar
        && switch (new ScalarReader(ZoneOffset.UTC).read(Kind.BOOLEAN, scalar.text())) {
          case Parsed.Ok<? extends Value.Known>(Value.Known value) -> value.text().equals("true");
          case Parsed.Bad<? extends Value.Known>(Finding finding) -> {
            problems.add(scalar, finding);
            yield false;
          }
        };
  }

  private static Problem misplaced(Node.Scalar key, boolean known) {
    List<String> words = new ArrayList<>(MAY_DIFFER.stream().map(TopKey::key).toList());
    words.add(PROTECTED);
    String all = "what may differ";
    if (!known) {
      String message = "an environment has no key " + Problems.quoted(key.text());
      return Problems.suggest(Problem.of(E123, key.position(), message), key.text(), words, all);
    }
    Problem problem =
        Problem.of(E150, key.position(), "`" + key.text() + "` is the same in every environment");
    return key.text().equals("steps")
        ? problem
            .note("so that what is tried in one place is what another runs")
            .help("write the difference where it is seen:  when: plan.env == 'prod'")
        : problem.help(all + ": " + Problems.list(words));
  }

  /** What nothing in the plan rests on is most likely misspelt. */
  private void checkDeclared(Node.Field environment, TopKey section, Node.Scalar name) {
    List<String> declared =
        root.field(section.key()).map(Node.Field::value).orElse(null) instanceof Node.Fields fields
            ? fields.fields().stream().map(Node.Field::name).toList()
            : List.of();
    if (!declared.contains(name.text()) && !(MAY_GROW.contains(section) && named(section, name))) {
      String message =
          "environment `%s` names `%s`, which is not among the plan's `%s`"
              .formatted(environment.name(), name.text(), section.key());
      Problem problem =
          Problem.of(E152, name.position(), message)
              .note(MAY_GROW.contains(section) ? UNNAMED : FIXED);
      problems.add(Problems.suggest(problem, name.text(), declared, "the plan declares"));
    }
  }

  private boolean named(TopKey section, Node.Scalar name) {
    return section == TopKey.STORES
        ? Elsewhere.namesStore(root, name.text())
        : Elsewhere.named(root, Set.of(), Set.of(name.text()));
  }

  private Problem unknown(String name) {
    Position at = root.field(SECTION).map(field -> field.key().position()).orElse(root.position());
    Problem problem = Problem.of(E151, at, "the plan has no environment " + Problems.quoted(name));
    List<String> names = names(root);
    return names.isEmpty()
        ? problem.label("it has none").help("leave `--env` out")
        : Problems.suggest(problem, name, names, "environments");
  }
}
