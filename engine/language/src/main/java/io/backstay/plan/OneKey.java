package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E126;
import static io.backstay.plan.ProblemCode.E200;
import static io.backstay.plan.ProblemCode.E201;
import static io.backstay.plan.ProblemCode.E202;
import static io.backstay.plan.ProblemCode.E208;

import io.backstay.expr.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one-key rule: a map with exactly one type key, whose value is the parameters, and modifiers
 * beside it. A word alone is a type without parameters.
 *
 * @param category what it is, for messages
 * @param types the type keys there are
 */
record OneKey(Category category, Collection<String> types) {

  /** What follows the one-key rule. */
  enum Category {
    STEP("step", "steps", Words.STEPS),
    CHECK("check", "checks", Words.CHECKS),
    SOURCE("kind of source", "kinds of sources", Words.SOURCES),
    SERVICE("kind of service", "kinds of services", Words.SERVICES),
    STORE("kind of store", "kinds of stores", Words.STORES),
    SCRATCH("kind of scratch resource", "kinds of scratch resources", Words.SCRATCH),
    FAULT("fault", "faults", Words.FAULTS),
    NOTIFIER("kind of notifier", "kinds of notifiers", Words.NOTIFIERS),
    PROVIDER("kind of secret provider", "kinds of secret providers", Words.PROVIDERS);

    private final String one;
    private final String many;

    @SuppressWarnings("ImmutableEnumChecker") // lists and sets in it are immutable
    private final Words words;

    Category(String one, String many, Words words) {
      this.one = one;
      this.many = many;
      this.words = words;
    }
  }

  /**
   * A thing and its one key.
   *
   * @param type the type key, one of those there are
   * @param params what stands below it
   * @param beside the modifiers by name
   */
  record Typed(Node.Scalar type, Node params, Map<String, Node.Field> beside) {
    String name() {
      return type.text();
    }

    /** A modifier. */
    Optional<Node.Field> modifier(String name) {
      return Optional.ofNullable(beside.get(name));
    }

    /** A modifier's text, or the type itself. */
    Node.Scalar scalarOrType(String modifier) {
      Node.Scalar scalar = scalar(modifier);
      return scalar == null ? type : scalar;
    }

    /** A modifier's text; null when there is none. */
    Node.@Nullable Scalar scalar(String modifier) {
      return modifier(modifier).map(Node.Field::value).orElse(null) instanceof Node.Scalar scalar
          ? scalar
          : null;
    }
  }

  /** Finds the one key; empty after a problem was found. */
  Optional<Typed> read(Node node, Problems problems) {
    return switch (node) {
      case Node.Scalar scalar -> word(scalar, problems);
      case Node.Fields fields -> fields(fields, problems);
      case Node.Items items -> {
        problems.add(noType(items, "a list"));
        yield Optional.empty();
      }
    };
  }

  private Optional<Typed> word(Node.Scalar scalar, Problems problems) {
    if (Texts.nothing(scalar)) {
      problems.add(noType(scalar, "nothing"));
      return Optional.empty();
    }
    if (!types.contains(scalar.text())) {
      problems.add(unknown(scalar));
      return Optional.empty();
    }
    Node none = new Node.Fields(List.of(), scalar.position());
    return Optional.of(new Typed(scalar, none, Map.of()));
  }

  private Problem noType(Node node, String is) {
    return Problem.of(E200, node.position(), "a " + category.one + " has a type, this has none")
        .label(is)
        .help(category.many + ": " + Problems.list(types));
  }

  private Optional<Typed> fields(Node.Fields fields, Problems problems) {
    Map<String, Node.Field> beside = new LinkedHashMap<>();
    fields.fields().stream()
        .filter(field -> category.words.modifiers().contains(field.name()))
        .forEach(field -> beside.put(field.name(), field));
    List<Node.Field> keys =
        fields.fields().stream().filter(field -> !beside.containsKey(field.name())).toList();
    List<Node.Field> known = keys.stream().filter(key -> types.contains(key.name())).toList();
    if (keys.isEmpty()) {
      problems.add(noType(fields, "only modifiers"));
      return Optional.empty();
    }
    if (known.isEmpty()) {
      problems.add(unknown(keys.getFirst().key()));
      return Optional.empty();
    }
    Node.Field type = known.getFirst();
    keys.stream()
        .filter(key -> !key.name().equals(type.name()))
        .forEach(other -> problems.add(tooMany(type.key(), other)));
    return Optional.of(new Typed(type.key(), params(type), beside));
  }

  private static Node params(Node.Field type) {
    return Texts.nothing(type.value())
        ? new Node.Fields(List.of(), type.key().position())
        : type.value();
  }

  private Problem tooMany(Node.Scalar first, Node.Field other) {
    Node.Scalar second = other.key();
    if (!types.contains(second.text())) {
      return stranger(first, second);
    }
    boolean inOrder = first.position().compareTo(second.position()) < 0;
    Node.Scalar upper = inOrder ? first : second;
    Node.Scalar lower = inOrder ? second : first;
    return Problem.of(
            E202,
            lower.position(),
            "a %s has one type, this one has two: `%s` and `%s`"
                .formatted(category.one, upper.text(), lower.text()))
        .label("the second")
        .label(upper.position(), "the first")
        .help("start a new list item before it:  - " + lower.text() + ": …");
  }

  /** Beside a type stands a word that is neither a modifier nor a type. */
  private Problem stranger(Node.Scalar type, Node.Scalar word) {
    String message =
        "%s is not a modifier of a %s".formatted(Problems.quoted(word.text()), category.one);
    Problem problem = Problem.of(E208, word.position(), message).label(type.position(), "the type");
    List<String> words =
        Stream.concat(category.words.modifiers().stream(), types.stream()).toList();
    if (Nearest.to(word.text(), words).isPresent()) {
      return Problems.suggest(problem, word.text(), words, "");
    }
    return problem.help(
        "parameters of `%s` go under it, indented; beside it go: %s"
            .formatted(type.text(), Problems.list(category.words.modifiers())));
  }

  private Problem unknown(Node.Scalar word) {
    String text = word.text();
    if (category.words.language().contains(text)) {
      return Problem.of(E126, word.position(), "`" + text + "` is not in this version of backstay")
          .help(category.many + ": " + Problems.list(types));
    }
    Problem problem =
        Problem.of(E201, word.position(), "unknown " + category.one + " " + Problems.quoted(text));
    if (text.contains(".")) {
      return problem.help("install what provides it; names with a dot are not part of backstay");
    }
    return Problems.suggest(problem, text, types, category.many);
  }
}
