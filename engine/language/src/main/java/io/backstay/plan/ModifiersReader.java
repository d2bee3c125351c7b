package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E144;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what stands beside a step's type.
 *
 * @param checking with the names this step can use
 * @param defaults timeout and retry of steps that do not have their own
 */
record ModifiersReader(Checking checking, Node.Fields defaults) {
  private static final List<String> LIMITS = List.of("timeout", "retry");

  Modifiers read(OneKey.Typed typed, boolean repeatable) {
    String id = id(typed);
    typed.modifier("when").ifPresent(when -> Conditions.check(when.value(), checking));
    return new Modifiers(
        id,
        text(typed, "name").orElse(id),
        Conditions.of(typed),
        limits(typed, repeatable),
        onError(typed),
        inDrills(typed));
  }

  private String id(OneKey.Typed typed) {
    Optional<String> id = text(typed, "id");
    id.ifPresent(name -> NamedFields.check(typed.scalarOrType("id"), "step", checking.problems()));
    return id.orElse(typed.name());
  }

  private Optional<String> text(OneKey.Typed typed, String modifier) {
    return typed
        .modifier(modifier)
        .flatMap(
            field -> Texts.writtenOut(field.value(), Use.required(modifier), checking.problems()));
  }

  private Part<Limits> limits(OneKey.Typed typed, boolean repeatable) {
    List<Node.Field> fields = new ArrayList<>();
    for (String key : LIMITS) {
      Optional<Node.Field> own = typed.modifier(key);
      boolean inherits = repeatable || !key.equals("retry");
      own.or(() -> inherits ? defaults.field(key) : Optional.empty()).ifPresent(fields::add);
    }
    Node.Fields limits = new Node.Fields(fields, typed.type().position());
    new RecordForm(Limits.class).check(own(limits), Use.required(typed.name()), checking);
    return new Part<>(limits, Limits.class);
  }

  /** What is inherited was checked where it stands. */
  private Node.Fields own(Node.Fields limits) {
    return new Node.Fields(
        limits.fields().stream().filter(field -> !defaults.fields().contains(field)).toList(),
        limits.position());
  }

  private Modifiers.OnError onError(OneKey.Typed typed) {
    List<Modifiers.OnError> all = List.of(Modifiers.OnError.values());
    int index = word(typed, "on-error", all.stream().map(WordForm::word).toList());
    return index < 0 ? Modifiers.OnError.FAIL : all.get(index);
  }

  private boolean inDrills(OneKey.Typed typed) {
    return word(typed, "drill", List.of("run", "skip")) == 0;
  }

  private int word(OneKey.Typed typed, String modifier, List<String> words) {
    Optional<String> word = text(typed, modifier);
    word.filter(it -> !words.contains(it))
        .ifPresent(
            it ->
                checking.add(
                    Problems.suggest(
                        Problem.of(
                            E144,
                            typed.scalarOrType(modifier).position(),
                            Problems.quoted(it) + " is none of the words of `" + modifier + "`"),
                        it,
                        words,
                        "`" + modifier + "` is one of")));
    return word.map(words::indexOf).orElse(-1);
  }
}
