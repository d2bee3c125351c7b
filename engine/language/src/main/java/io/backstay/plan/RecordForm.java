package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E126;
import static io.backstay.plan.ProblemCode.E203;
import static io.backstay.plan.ProblemCode.E204;
import static io.backstay.plan.ProblemCode.E205;

import io.backstay.spi.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map that becomes a record.
 *
 * @param type the record
 * @param word what messages call the thing whose parameters these are; the key it stands at when
 *     null
 * @param beside keys that stand beside the type key, not under it
 */
record RecordForm(Class<? extends Record> type, @Nullable String word, List<String> beside)
    implements Form {

  RecordForm(Class<? extends Record> type) {
    this(type, null, List.of());
  }

  @Override
  public void check(Node node, Use use, Checking checking) {
    String owner = word == null ? use.key() : word;
    switch (node) {
      case Node.Fields fields -> checkFields(fields, owner, use, checking);
      default -> checkShort(node, owner, use, checking);
    }
  }

  private void checkShort(Node node, String owner, Use use, Checking checking) {
    Optional<Slot> primary = shape().primary();
    if (primary.isEmpty() && word == null) {
      checking.add(Texts.shape(node, use, "a map"));
    } else if (primary.isEmpty()) {
      checking.add(noShortForm(node, owner));
    } else {
      primary.get().form().check(node, primary.get().use(), checking);
      checkComplete(List.of(primary.get().key()), owner, use.at(node), checking);
    }
  }

  private Problem noShortForm(Node node, String owner) {
    String keys =
        String.join(
            ": …, ", shape().slots().stream().filter(Slot::required).map(Slot::key).toList());
    return Problem.of(E205, node.position(), "`" + owner + "` has no short form")
        .label("expected a map of parameters")
        .help("write " + owner + ": {" + keys + (keys.isEmpty() ? "}" : ": …}"));
  }

  private void checkFields(Node.Fields fields, String owner, Use use, Checking checking) {
    for (Node.Field field : fields.fields()) {
      Optional<Slot> slot = shape().slot(field.name());
      if (slot.isEmpty()) {
        checking.add(unknown(field, owner, shape().keys(), beside));
      } else {
        Use value = slot.get().use().at(field.key().position());
        slot.get().form().check(field.value(), value, checking);
      }
    }
    List<String> given = fields.fields().stream().map(Node.Field::name).toList();
    checkComplete(given, owner, use.at(fields), checking);
  }

  private void checkComplete(
      List<String> given, String owner, Position position, Checking checking) {
    List<String> missing =
        shape().slots().stream()
            .filter(Slot::required)
            .map(Slot::key)
            .filter(key -> !given.contains(key))
            .toList();
    if (!missing.isEmpty()) {
      String what = "`" + String.join("`, `", missing) + "`";
      checking.add(examples(Problem.of(E203, position, "`" + owner + "` needs " + what), missing));
    }
  }

  private Problem examples(Problem problem, List<String> missing) {
    Problem with = problem;
    for (String key : missing) {
      String example = shape().slot(key).map(Slot::example).orElse("");
      with = example.isEmpty() ? with : with.help("for example  " + key + ": " + example);
    }
    return with;
  }

  /** What to say of a key that is none of a map's. */
  static Problem unknown(Node.Field field, String owner, List<String> keys, List<String> beside) {
    String name = field.name();
    Problem problem =
        Problem.of(
            E204,
            field.key().position(),
            "`" + owner + "` has no parameter " + Problems.quoted(name));
    if (Words.later(owner, name)) {
      return Problem.of(
              E126,
              field.key().position(),
              "`" + name + "` of `" + owner + "` is not in this version of backstay")
          .help("remove it; everything else in the file is read");
    }
    if (beside.contains(name)) {
      return problem.help("`" + name + "` goes beside `" + owner + ":`, not under it");
    }
    return Problems.suggest(problem, name, keys, "parameters of `" + owner + "`");
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    int before = binding.problemCount();
    @Nullable Object[] components = new @Nullable Object[shape().slots().size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = component(shape().slots().get(i), node, binding);
    }
    return binding.problemCount() > before ? null : make(components, node, binding);
  }

  private @Nullable Object component(Slot slot, Node node, Binding binding) {
    Optional<Node> written =
        node instanceof Node.Fields fields
            ? fields.field(slot.key()).map(Node.Field::value)
            : shape().isPrimary(slot) ? Optional.of(node) : Optional.empty();
    @Nullable Object value =
        written.map(it -> slot.form().bind(it, slot.use(), binding)).orElse(null);
    Node fallback = slot.fallback();
    return value == null && fallback != null
        ? slot.form().bind(fallback, slot.use(), binding)
        : value;
  }

  private @Nullable Record make(@Nullable Object[] components, Node node, Binding binding) {
    try {
      return shape().make(components);
    } catch (Refusal refusal) {
      binding.refuse(Refusals.problem(refusal, node));
      return null;
    }
  }

  private Shape shape() {
    return Shape.of(type);
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.record(shape());
  }

  @Override
  public String named() {
    return "a map";
  }
}
