package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E204;
import static io.backstay.plan.ProblemCode.E208;

import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code sources:}, {@code services:} and {@code stores:}. */
final class ThingsReader {
  private static final String HEALTH = "health";

  private final Checking checking;

  ThingsReader(Checking checking) {
    this.checking = checking;
  }

  /**
   * Reads one of the three.
   *
   * @param section null when the file has none
   * @param types the kinds there are
   */
  <T extends Type<?>> Map<String, Declared<T>> read(
      Node.@Nullable Field section, OneKey.Category category, Map<String, T> types) {
    Map<String, Declared<T>> read = new LinkedHashMap<>();
    for (Node.Field field : NamedFields.of(section, one(section), checking.problems())) {
      new OneKey(category, types.keySet())
          .read(field.value(), checking.problems())
          .ifPresent(
              typed -> {
                T type = Optional.ofNullable(types.get(typed.name())).orElseThrow();
                read.put(field.name(), declared(field.key(), type, typed));
              });
    }
    return read;
  }

  private static String one(Node.@Nullable Field section) {
    String many = section == null ? "" : section.name();
    return many.endsWith("s") ? many.substring(0, many.length() - 1) : many + " resource";
  }

  private <T extends Type<?>> Declared<T> declared(Node.Scalar name, T type, OneKey.Typed typed) {
    Node params = withHealth(type, typed);
    new RecordForm(type.params(), type.name(), List.of())
        .check(params, Use.required(type.name()).at(typed.type().position()), checking);
    return new Declared<>(name.text(), type, new Part<>(params, type.params()), name.position());
  }

  /** Parameters with the health that stands beside them. */
  private Node withHealth(Type<?> type, OneKey.Typed typed) {
    Node.Field beside = typed.modifier(HEALTH).orElse(null);
    Optional<Node.Field> under =
        typed.params() instanceof Node.Fields fields ? fields.field(HEALTH) : Optional.empty();
    boolean isService = type instanceof io.backstay.spi.ServiceType<?>;
    if (isService && under.isPresent()) {
      checking.add(
          Problem.of(
                  E204,
                  under.get().key().position(),
                  "`" + type.name() + "` has no parameter `health`")
              .help("`health` goes beside `" + type.name() + ":`, not under it"));
      return typed.params();
    }
    if (beside == null) {
      return typed.params();
    }
    Shape shape = Shape.of(type.params());
    boolean shortForm = !(typed.params() instanceof Node.Fields);
    if (shape.slot(HEALTH).isEmpty()) {
      checking.add(
          Problem.of(
              E208,
              beside.key().position(),
              "a `" + type.name() + "` cannot be asked for its health"));
      return typed.params();
    }
    if (shortForm && shape.primary().isEmpty()) {
      return typed.params();
    }
    return merged(typed, shape, beside);
  }

  private static Node merged(OneKey.Typed typed, Shape shape, Node.Field health) {
    List<Node.Field> fields = new ArrayList<>();
    if (typed.params() instanceof Node.Fields params) {
      fields.addAll(params.fields());
    } else {
      String primary = shape.primary().map(Slot::key).orElse("");
      Node.Scalar type = typed.type();
      fields.add(
          new Node.Field(
              new Node.Scalar(primary, type.style(), type.position(), type.places()),
              typed.params()));
    }
    fields.add(health);
    return new Node.Fields(fields, typed.params().position());
  }
}
