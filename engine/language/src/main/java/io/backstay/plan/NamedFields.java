package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E127;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A map whose keys are names the user gives. */
final class NamedFields {
  /** Names appear in expressions, which know no other characters. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  private NamedFields() {}

  /** The fields of a section; none when it is missing or no map. */
  static List<Node.Field> of(Node.@Nullable Field section, String what, Problems problems) {
    if (section == null) {
      return List.of();
    }
    if (!(section.value() instanceof Node.Fields fields)) {
      Use use = Use.required(section.name());
      problems.add(
          Texts.nothing(section.value())
              ? Texts.missing(section.value(), use)
              : Texts.shape(section.value(), use, "a map of names"));
      return List.of();
    }
    fields.fields().forEach(field -> check(field.key(), what, problems));
    return fields.fields();
  }

  static void check(Node.Scalar name, String what, Problems problems) {
    if (!NAME.matcher(name.text()).matches()) {
      problems.add(
          Problem.of(
                  E127,
                  name.position(),
                  Problems.quoted(name.text()) + " is not a name for a " + what)
              .help("letters, digits, hyphens and underscores, a letter first"));
    }
  }
}
