package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E148;

import io.backstay.expr.Finding;
import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.ScalarReader;
import io.backstay.expr.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads values of one input, from the plan and from outside it.
 *
 * @param declared the input
 * @param scalars reads scalars in the plan's time zone
 */
record VarValue(VarDecl declared, ScalarReader scalars) {
  /** The kind of its values. */
  static Kind kind(VarDecl.VarType type) {
    return switch (type) {
      case STRING -> Kind.STRING;
      case INTEGER -> Kind.INTEGER;
      case NUMBER -> Kind.NUMBER;
      case BOOLEAN -> Kind.BOOLEAN;
      case DURATION -> Kind.DURATION;
      case SIZE -> Kind.SIZE;
      case PATH -> Kind.PATH;
      case LIST -> Kind.LIST;
      case TIMESTAMP -> Kind.TIMESTAMP;
    };
  }

  /** Its type as plans write it. */
  String word() {
    return declared.type().name().toLowerCase(Locale.ROOT);
  }

  private Parsed<? extends Value.Known> read(String text) {
    String unit = declared.unit();
    ScalarReader reader = unit == null ? scalars : scalars.withUnit(unit);
    Parsed<? extends Value.Known> value = reader.read(kind(declared.type()), text);
    boolean allowed =
        declared.values().isEmpty()
            || !(value instanceof Parsed.Ok<? extends Value.Known>)
            || declared.values().contains(text);
    return allowed ? value : new Parsed.Bad<>(notAllowed(text));
  }

  private Finding notAllowed(String text) {
    return new Finding(
        E148.name(),
        0,
        text.length(),
        Problems.quoted(text) + " is not one of the values of `" + declared.name() + "`",
        "",
        List.of(),
        List.of("its values: " + String.join(", ", declared.values())));
  }

  /** A value given from outside; absent after a problem was found. */
  Value outside(String text, String origin, List<Problem> problems) {
    return switch (read(text)) {
      case Parsed.Ok<? extends Value.Known>(Value.Known value) -> value;
      case Parsed.Bad<? extends Value.Known>(Finding finding) -> {
        problems.add(misfit(finding, origin));
        yield new Value.Absent();
      }
    };
  }

  private Problem misfit(Finding finding, String origin) {
    ProblemCode code = ProblemCode.valueOf(finding.code());
    Problem problem =
        Problem.of(code, declared.position(), finding.message())
            .label("given by " + origin)
            .note("the variable `" + declared.name() + "` is of type " + word());
    for (String help : finding.helps()) {
      problem = problem.help(help);
    }
    return problem;
  }

  /** A value written in the plan; empty after a problem was found. */
  Optional<Value.Known> inside(Node node, Problems problems) {
    if (node instanceof Node.Items items && declared.type() == VarDecl.VarType.LIST) {
      List<Value.Known> values = new ArrayList<>();
      items
          .items()
          .forEach(item -> text(item, problems).map(Value.Text::new).ifPresent(values::add));
      return Optional.of(new Value.Items(values));
    }
    return text(node, problems).flatMap(text -> inside((Node.Scalar) node, text, problems));
  }

  private Optional<Value.Known> inside(Node.Scalar scalar, String text, Problems problems) {
    return switch (read(text)) {
      case Parsed.Ok<? extends Value.Known>(Value.Known value) -> Optional.of(value);
      case Parsed.Bad<? extends Value.Known>(Finding finding) -> {
        problems.add(scalar, finding);
        yield Optional.empty();
      }
    };
  }

  private static Optional<String> text(Node node, Problems problems) {
    return Texts.writtenOut(node, Use.required("default"), problems);
  }
}
