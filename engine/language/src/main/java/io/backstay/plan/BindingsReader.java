package io.backstay.plan;

import io.backstay.spi.Ref;
import io.backstay.spi.ScratchType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code bind:} and {@code with:} of a Drill. */
final class BindingsReader {
  /** What names of scratch resources begin with, wherever they are used. */
  static final String SCRATCH = "scratch.";

  private final Node.Fields content;
  private final Plan restore;
  private final Problems problems;

  BindingsReader(Node.Fields content, Plan restore, Problems problems) {
    this.content = content;
    this.restore = restore;
    this.problems = problems;
  }

  /**
   * What stands in for what, by the name in the plan.
   *
   * @param scratch the scratch resources there are
   */
  Map<String, DrillBinding> bindings(Map<String, Declared<ScratchType<?>>> scratch) {
    Map<String, DrillBinding> bindings = new LinkedHashMap<>();
    for (Node.Field field : fields("bind", "binding")) {
      Optional<Ref> on = declared(field.key());
      Optional<Declared<ScratchType<?>>> stands = scratch(field, scratch);
      if (on.isPresent() && stands.isPresent()) {
        Position at = field.value().position();
        bindings.put(field.name(), new DrillBinding(on.get(), stands.get(), at));
      }
    }
    return bindings;
  }

  private Iterable<Node.Field> fields(String section, String what) {
    return NamedFields.of(content.field(section).orElse(null), what, problems);
  }

  private Optional<Ref> declared(Node.Scalar name) {
    Plan.Things things = restore.things();
    String text = name.text();
    if (things.sources().containsKey(text)) {
      return Optional.of(new Ref(Ref.Kind.SOURCE, text));
    }
    if (things.services().containsKey(text)) {
      return Optional.of(new Ref(Ref.Kind.SERVICE, text));
    }
    if (things.stores().containsKey(text)) {
      return Optional.of(new Ref(Ref.Kind.STORE, text));
    }
    Collection<String> names = new TreeSet<>(things.sources().keySet());
    names.addAll(things.services().keySet());
    names.addAll(things.stores().keySet());
    problems.add(
        Problems.suggest(
            Problem.of(
                ProblemCode.E234,
                name.position(),
                "the plan declares nothing named " + Problems.quoted(text)),
            text,
            names,
            "it declares"));
    return Optional.empty();
  }

  private Optional<Declared<ScratchType<?>>> scratch(
      Node.Field field, Map<String, Declared<ScratchType<?>>> scratch) {
    return Texts.writtenOut(field.value(), Use.required(field.name()), problems)
        .flatMap(text -> scratch(field, text, scratch));
  }

  private Optional<Declared<ScratchType<?>>> scratch(
      Node.Field field, String text, Map<String, Declared<ScratchType<?>>> scratch) {
    String name = text.startsWith(SCRATCH) ? text.substring(SCRATCH.length()) : "";
    Declared<ScratchType<?>> declared = scratch.get(name);
    if (declared != null) {
      return Optional.of(declared);
    }
    problems.add(
        Problems.suggest(
            Problem.of(
                ProblemCode.E234,
                field.value().position(),
                Problems.quoted(text) + " is no scratch resource of this drill"),
            text,
            scratch.keySet().stream().map(SCRATCH::concat).toList(),
            "there are"));
    return Optional.empty();
  }

  /** Inputs of the Restore, each of the kind it is declared to be. */
  Map<String, String> with() {
    Map<String, String> with = new LinkedHashMap<>();
    for (Node.Field field : fields("with", "input")) {
      VarDecl declared = restore.vars().get(field.name());
      if (declared == null) {
        problems.add(
            Problems.suggest(
                Problem.of(
                    ProblemCode.E146,
                    field.key().position(),
                    "the Restore has no variable " + Problems.quoted(field.name())),
                field.name(),
                restore.vars().keySet(),
                "variables"));
      } else if (field.value() instanceof Node.Scalar scalar) {
        new VarValue(declared, restore.scalars()).inside(scalar, problems);
        with.put(field.name(), scalar.text());
      } else {
        problems.add(Texts.shape(field.value(), Use.required(field.name()), "a text"));
      }
    }
    return with;
  }
}
