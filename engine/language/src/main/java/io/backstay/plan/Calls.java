package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E203;
import static io.backstay.plan.ProblemCode.E219;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts the steps of a fragment where it is called, as a group of their own, so that everything
 * after this sees steps and nothing else.
 */
final class Calls {
  /** The type key of a call. */
  static final String CALL = "call";

  private static final List<String> STRUCTURES = List.of("group", "parallel");
  private static final List<String> SECTIONS = List.of("steps", "on-failure", "finally");
  private static final List<String> KEYS = List.of("fragment", "with");

  private final Map<String, Fragment> fragments;
  private final Checking checking;

  /**
   * The calls of a plan.
   *
   * @param fragments by their qualified names
   */
  Calls(Map<String, Fragment> fragments, Checking checking) {
    this.fragments = fragments;
    this.checking = checking;
  }

  /** The call a step is, if it is one. */
  static Optional<Node.Field> called(Node step) {
    return step instanceof Node.Fields fields ? fields.field(CALL) : Optional.empty();
  }

  /** The steps a step holds, as written. */
  static Stream<Node> inside(Node step) {
    return step instanceof Node.Fields fields
        ? fields.fields().stream()
            .filter(field -> STRUCTURES.contains(field.name()))
            .flatMap(field -> held(field.value()))
        : Stream.empty();
  }

  private static Stream<Node> held(Node structure) {
    return switch (structure) {
      case Node.Items items -> items.items().stream();
      case Node.Fields fields ->
          fields.field("steps").stream().flatMap(steps -> held(steps.value()));
      case Node.Scalar scalar -> Stream.empty();
    };
  }

  /** The plan with steps in the place of calls. */
  Node.Fields expanded(Node.Fields plan) {
    return within(plan, SECTIONS);
  }

  private Node structure(Node held) {
    return switch (held) {
      case Node.Items items -> items.each(this::step);
      case Node.Fields fields -> within(fields, List.of("steps"));
      case Node.Scalar scalar -> scalar;
    };
  }

  /** The same with steps in the place of calls below these keys. */
  private Node.Fields within(Node.Fields fields, List<String> keys) {
    return fields.each(
        field -> keys.contains(field.name()) ? structure(field.value()) : field.value());
  }

  private Node step(Node step) {
    if (!(step instanceof Node.Fields fields)) {
      return step;
    }
    Optional<Node.Field> call = fields.field(CALL);
    return call.isPresent()
        ? fragment(call.get()).flatMap(it -> group(fields, call.get(), it)).orElse(step)
        : within(fields, STRUCTURES);
  }

  private Optional<Fragment> fragment(Node.Field call) {
    Optional<Node> name =
        call.value() instanceof Node.Fields fields
            ? fields.field("fragment").map(Node.Field::value)
            : Optional.of(call.value());
    if (name.isEmpty()) {
      checking.add(
          Problem.of(E203, call.key().position(), "`call` needs `fragment`")
              .help("fragments: " + Problems.list(fragments.keySet())));
      return Optional.empty();
    }
    return Texts.writtenOut(name.get(), Use.required("fragment"), checking.problems())
        .flatMap(written -> fragment(name.get(), written));
  }

  private Optional<Fragment> fragment(Node at, String name) {
    Fragment fragment = fragments.get(name);
    if (fragment == null) {
      Problem problem =
          Problem.of(E219, at.position(), "no fragment named " + Problems.quoted(name));
      checking.add(
          fragments.isEmpty()
              ? problem.help("`use:` a library that has it, and name it with the library's alias")
              : Problems.suggest(problem, name, fragments.keySet(), "fragments"));
    }
    return Optional.ofNullable(fragment);
  }

  /** The call's own modifiers stay beside what takes its place. */
  private Optional<Node> group(Node.Fields step, Node.Field call, Fragment fragment) {
    Optional<Arguments> arguments = arguments(step, call, fragment);
    return arguments.map(
        all -> {
          List<Node.Field> fields = new ArrayList<>();
          List<Node> steps = fragment.steps().stream().map(all::step).toList();
          fields.add(
              new Node.Field(
                  Arguments.scalar("group", call.key().position()),
                  new Node.Items(steps, call.key().position())));
          step.fields().stream().filter(it -> !it.name().equals(CALL)).forEach(fields::add);
          beside(fields, "id", CALL, call);
          beside(fields, "name", fragment.qualified(), call);
          return new Node.Fields(fields, step.position());
        });
  }

  private static void beside(List<Node.Field> fields, String key, String value, Node.Field call) {
    if (fields.stream().noneMatch(field -> field.name().equals(key))) {
      Position at = call.key().position();
      fields.add(new Node.Field(Arguments.scalar(key, at), Arguments.scalar(value, at)));
    }
  }

  private Optional<Arguments> arguments(Node.Fields step, Node.Field call, Fragment fragment) {
    int before = checking.problems().count();
    Map<String, Node> given = given(call, fragment);
    String id =
        step.field("id").map(Node.Field::value).orElse(null) instanceof Node.Scalar scalar
            ? scalar.text()
            : CALL;
    Arguments arguments = new Arguments(fragment, id, given, checking);
    arguments.check();
    return checking.problems().count() == before ? Optional.of(arguments) : Optional.empty();
  }

  private Map<String, Node> given(Node.Field call, Fragment fragment) {
    Map<String, Node> given = new LinkedHashMap<>();
    fragment
        .params()
        .forEach(
            (name, param) ->
                Optional.ofNullable(param.fallback()).ifPresent(it -> given.put(name, it)));
    if (call.value() instanceof Node.Fields fields) {
      for (Node.Field field : fields.fields()) {
        if (field.name().equals("with")) {
          NamedFields.of(field, "argument", checking.problems())
              .forEach(argument -> given(argument, fragment, given));
        } else if (!KEYS.contains(field.name())) {
          checking.add(RecordForm.unknown(field, CALL, KEYS, Words.STEPS.modifiers()));
        }
      }
    }
    List<String> missing =
        fragment.params().keySet().stream().filter(it -> !given.containsKey(it)).sorted().toList();
    if (!missing.isEmpty()) {
      String what = "`" + String.join("`, `", missing) + "`";
      checking.add(
          Problem.of(E203, call.key().position(), "`" + fragment.qualified() + "` needs " + what)
              .help("write  with: {" + String.join(": …, ", missing) + ": …}"));
    }
    return given;
  }

  private void given(Node.Field argument, Fragment fragment, Map<String, Node> given) {
    if (fragment.params().containsKey(argument.name())) {
      given.put(argument.name(), argument.value());
    } else {
      checking.add(
          RecordForm.unknown(
              argument,
              fragment.qualified(),
              fragment.params().keySet().stream().sorted().toList(),
              List.of()));
    }
  }
}
