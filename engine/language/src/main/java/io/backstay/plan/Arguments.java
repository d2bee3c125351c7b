package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E142;

import io.backstay.expr.Kind;
import io.backstay.expr.Renaming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one call puts into a fragment: arguments in the place of {@code params.…}, and ids of steps
 * that no other call has.
 *
 * <p>A value that is exactly {@code ${params.x}} becomes the argument itself, wherever it stands.
 * Inside a longer value or a condition the argument stands as an expression, so what may hold none,
 * such as SQL or the text of a script, still refuses it.
 *
 * @param fragment what is called
 * @param call the id of the call, which its steps' ids begin with
 * @param given each parameter's argument
 */
record Arguments(Fragment fragment, String call, Map<String, Node> given, Checking checking) {
  private static final String PARAMS = "params.";
  private static final String STEPS = "steps.";
  private static final String ID = "id";
  private static final String WHEN = "when";

  /** A scalar that nobody wrote, at a place somebody knows. */
  static Node.Scalar scalar(String text, Position at) {
    return new Node.Scalar(text, Node.Style.PLAIN, at, (offset, length) -> at);
  }

  /** Checks arguments that are written out against the types of their parameters. */
  void check() {
    fragment
        .params()
        .forEach(
            (name, param) ->
                Optional.ofNullable(given.get(name)).ifPresent(node -> check(name, param, node)));
  }

  private void check(String name, Fragment.Param param, Node node) {
    boolean list = param.type() == WrittenParam.Type.LIST;
    if (node instanceof Node.Scalar scalar) {
      // An expression is judged where it is used, by the names that can be used there.
      if (!list && !Texts.templated(scalar.text())) {
        Texts.check(scalar, kind(param.type()), Use.required(name), checking);
      }
    } else if (!list || !(node instanceof Node.Items)) {
      checking.add(
          Problem.of(E142, node.position(), "`" + name + "` is " + named(param.type()))
              .label(node instanceof Node.Items ? "a list" : "a map"));
    }
  }

  private static String named(WrittenParam.Type type) {
    String word = type.name().toLowerCase(Locale.ROOT);
    return ("aeiou".indexOf(word.charAt(0)) < 0 ? "a " : "an ") + word;
  }

  private static Kind kind(WrittenParam.Type type) {
    return switch (type) {
      case INTEGER -> Kind.INTEGER;
      case NUMBER -> Kind.NUMBER;
      case BOOLEAN -> Kind.BOOLEAN;
      case DURATION -> Kind.DURATION;
      case SIZE -> Kind.SIZE;
      case PATH -> Kind.PATH;
      case LIST -> Kind.LIST;
      case STRING, SOURCE, SERVICE, STORE, ARTIFACT -> Kind.STRING;
    };
  }

  /** A step of the fragment as this call means it. */
  Node step(Node step) {
    return switch (step) {
      case Node.Scalar word -> named(new Node.Fields(List.of(bare(word)), word.position()));
      case Node.Fields fields -> named(fields);
      case Node.Items items -> items;
    };
  }

  private static Node.Field bare(Node.Scalar word) {
    return new Node.Field(word, new Node.Fields(List.of(), word.position()));
  }

  private Node.Fields named(Node.Fields step) {
    List<Node.Field> fields = new ArrayList<>();
    for (Node.Field field : step.fields()) {
      if (!field.name().equals(ID)) {
        fields.add(new Node.Field(field.key(), value(field)));
      }
    }
    Position at = step.field(ID).map(id -> id.value().position()).orElse(step.position());
    id(step).ifPresent(id -> fields.add(new Node.Field(scalar(ID, at), scalar(own(id), at))));
    return new Node.Fields(fields, step.position());
  }

  private String own(String id) {
    return call + "-" + id;
  }

  /** The id a step has in its fragment: without one it is called by its type. */
  private static Optional<String> id(Node step) {
    return switch (step) {
      case Node.Scalar word -> Optional.of(word.text());
      case Node.Fields fields ->
          fields
              .field(ID)
              .map(Node.Field::value)
              .filter(Node.Scalar.class::isInstance)
              .map(id -> ((Node.Scalar) id).text())
              .or(
                  () ->
                      fields.fields().stream()
                          .map(Node.Field::name)
                          .filter(key -> !Words.STEPS.modifiers().contains(key))
                          .findFirst());
      case Node.Items items -> Optional.empty();
    };
  }

  private Node value(Node.Field field) {
    return switch (field.name()) {
      case WHEN -> field.value() instanceof Node.Scalar when ? condition(when) : field.value();
      case "group", "parallel" -> structure(field.value());
      default -> filled(field.value());
    };
  }

  private Node structure(Node held) {
    return switch (held) {
      case Node.Items items -> items.each(this::step);
      case Node.Fields fields ->
          fields.each(
              field ->
                  field.name().equals("steps") ? structure(field.value()) : filled(field.value()));
      case Node.Scalar scalar -> scalar;
    };
  }

  private Node filled(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> filled(scalar);
      case Node.Items items -> items.each(this::filled);
      case Node.Fields fields ->
          fields.each(
              field ->
                  field.name().equals(WHEN) && field.value() instanceof Node.Scalar when
                      ? condition(when)
                      : filled(field.value()));
    };
  }

  private Node filled(Node.Scalar scalar) {
    String text = scalar.text();
    boolean whole = text.startsWith("${" + PARAMS) && text.indexOf('}') == text.length() - 1;
    String name = whole ? text.substring(PARAMS.length() + 2, text.length() - 1).strip() : "";
    Node argument = given.get(name);
    return argument == null
        ? Renamed.scalar(scalar, Renaming.template(text, written -> other(scalar, written)))
        : argument;
  }

  private Node condition(Node.Scalar when) {
    return Renamed.scalar(when, Renaming.bare(when.text(), written -> other(when, written)));
  }

  private Optional<String> other(Node.Scalar in, String name) {
    if (name.startsWith(PARAMS)) {
      return new ArgumentText(fragment, given, checking)
          .of(name.substring(PARAMS.length()), in.position());
    }
    String[] parts = name.split("\\.", 3);
    boolean own = name.startsWith(STEPS) && ids().contains(parts[1]);
    return own
        ? Optional.of(STEPS + own(parts[1]) + (parts.length > 2 ? "." + parts[2] : ""))
        : Optional.empty();
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    fragment.steps().forEach(step -> collect(step, ids));
    return ids;
  }

  private static void collect(Node step, Set<String> ids) {
    id(step).ifPresent(ids::add);
    Calls.inside(step).forEach(inner -> collect(inner, ids));
  }
}
